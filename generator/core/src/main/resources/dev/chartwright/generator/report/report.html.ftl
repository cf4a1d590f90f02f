[#macro finding of rule="" why="Causes" fix="Instead"]
<article class="finding [=of.severity]">
<h4><span class="severity">[=of.severity]</span> [#if rule?has_content]<span class="rule">[=rule]</span> [/#if][#if of.places?size == 1]<code>[=of.places[0].path]</code>[#else]at [=of.places?size] places[/#if]</h4>
<p class="what">[=of.what]</p>
<dl>
<dt>[=why]</dt><dd>[=of.why]</dd>
[#if of.accepted?has_content]
<dt>Accepted</dt><dd>[=of.accepted]</dd>
[#else]
<dt>[=fix]</dt><dd>[=of.fix]</dd>
[/#if]
[#if of.places?size == 1 && of.places[0].declared?has_content]
<dt>Declared</dt><dd><code>[=of.places[0].declared]</code></dd>
[/#if]
</dl>
[#if of.places?size > 1]
[@folded when=of.more?has_content summary=of.more]
<ul class="places">
[#list of.places as place]
<li><code>[=place.path]</code>[#if place.what != of.what]: [=place.what][/#if][#if place.declared?has_content], declared at <code>[=place.declared]</code>[/#if]</li>
[/#list]
</ul>
[/@folded]
[/#if]
[#if of.values?has_content]
<figure>
<figcaption>The smallest <code>values.yaml</code> that shows it</figcaption>
<pre tabindex="0"><code>[=of.values]</code></pre>
</figure>
[/#if]
</article>
[/#macro]
[#macro folded when summary]
[#if when]
<details>
<summary>[=summary]</summary>
[#nested]
</details>
[#else]
[#nested]
[/#if]
[/#macro]
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>[=chart] [=version]: [=verdict?lower_case]</title>
<link rel="icon" href="data:,">
<style>
[#include "report.css"]
</style>
</head>
<body>
<a class="skip" href="#main">To the content</a>
<header>
<p class="name">[=chart] <span>[=version]</span>[#if appVersion?has_content] <span class="app">app [=appVersion]</span>[/#if]</p>
<h1 class="[=proven?then("good", "error")]">[=verdict]</h1>
<p class="lead">[=lead]</p>
<dl class="figures">
[#list figures as figure]
<div class="[=figure.tone]"><dt>[=figure.name]</dt><dd>[=figure.value]</dd></div>
[/#list]
</dl>
[#if outcomes?has_content]
<div class="bar" aria-hidden="true">[#list outcomes as outcome]<i class="[=outcome.id]" style="width:[=outcome.share]%"></i>[/#list]</div>
<ul class="outcomes">
[#list outcomes as outcome]
<li class="[=outcome.id]"><b>[=outcome.count]</b> [=outcome.name]</li>
[/#list]
</ul>
[/#if]
<p class="run">[=run]</p>
<nav aria-label="Contents">
<ul>
<li><a href="#findings">Findings</a></li>
[#if accepted?has_content]<li><a href="#accepted">Accepted</a></li>
[/#if]
[#if upgrade?has_content]<li><a href="#upgrade">Upgrade</a></li>
[/#if]
[#if picture?has_content]<li><a href="#picture">Picture</a></li>
[/#if]
[#if coverage?has_content]<li><a href="#values">Values</a></li>
[/#if]
[#if untried?has_content]<li><a href="#untried">Not tried</a></li>
[/#if]
<li><a href="#cases">Cases</a></li>
[#if cost?has_content]<li><a href="#cost">Cost</a></li>
[/#if]
</ul>
</nav>
</header>
<main id="main">

<section id="findings" aria-labelledby="findings-title">
<div class="title">
<h2 id="findings-title">Findings</h2>
<p>Where, what it is, what it causes and what to write instead.</p>
</div>
<div class="body">
[#if findings?has_content]
[#list findings as group]
<section class="group">
<h3>[=group.rule] <span>[=group.title], [=group.count]</span></h3>
[@folded when=group.folded summary=group.count]
[#list group.entries as entry]
[@finding of=entry /]
[/#list]
[/@folded]
</section>
[/#list]
[#else]
<p class="nothing">None.</p>
[/#if]
</div>
</section>
[#if accepted?has_content]

<section id="accepted" aria-labelledby="accepted-title">
<div class="title">
<h2 id="accepted-title">Accepted</h2>
<p>Rules that the chart breaks on purpose.</p>
</div>
<div class="body">
<div class="scroll wide" role="region" tabindex="0" aria-labelledby="accepted-caption">
<table>
<caption id="accepted-caption">What is accepted, and why</caption>
<thead><tr><th scope="col">Rule</th><th scope="col">Where</th><th scope="col">Reason</th><th scope="col">Declared</th><th scope="col" class="n">Findings</th></tr></thead>
<tbody>
[#list accepted as each]
<tr><th scope="row">[=each.rule]</th><td><code>[=each.place]</code></td><td>[=each.reason]</td><td><code>[=each.declared]</code></td><td class="n">[=each.count]</td></tr>
[/#list]
</tbody>
</table>
</div>
</div>
</section>
[/#if]
[#if upgrade?has_content]

<section id="upgrade" aria-labelledby="upgrade-title">
<div class="title">
<h2 id="upgrade-title">Upgrade</h2>
<p>From [=upgrade.previous] to [=upgrade.declared], over the values that users may have set.</p>
</div>
<div class="body">
<dl class="figures small">
<div class="[=upgrade.safe?then("good", "error")]"><dt>Upgrade</dt><dd>[=upgrade.safe?then("safe", "not safe")]</dd></div>
<div><dt>Change</dt><dd>[=upgrade.verdict]</dd></div>
<div><dt>Next version</dt><dd>[=upgrade.next]</dd></div>
</dl>
[#if upgrade.rows?has_content]
<section class="group">
<h3>What it does <span>[=upgrade.count]</span></h3>
[#list upgrade.rows as row]
[@finding of=row rule=row.rule why="The cluster" fix="Way out" /]
[/#list]
</section>
[#else]
<p class="nothing">Nothing that a user has to know of.</p>
[/#if]
[#if upgrade.changelog?has_content]
<figure>
<figcaption>For <code>Chart.yaml</code></figcaption>
<pre tabindex="0"><code>[=upgrade.changelog]</code></pre>
</figure>
[/#if]
</div>
</section>
[/#if]
[#if picture?has_content]

<section id="picture" class="full" aria-labelledby="picture-title">
<div class="title">
<h2 id="picture-title">Picture</h2>
<p>What there is, and who talks to whom.</p>
</div>
<div class="body">
<div class="picture" role="group" tabindex="0" aria-labelledby="picture-title">
[=picture?no_esc]
</div>
</div>
</section>
[/#if]
[#if coverage?has_content]

<section id="values" aria-labelledby="values-title">
<div class="title">
<h2 id="values-title">Values</h2>
<p>[=coverage.sentence]</p>
</div>
<div class="body">
[#if coverage.knobs?has_content]
[#if coverage.dead?has_content && coverage.folded]
[@knobs of=coverage.dead caption="Values that change nothing" id="dead" /]
[/#if]
[@folded when=coverage.folded summary=coverage.summary]
[@knobs of=coverage.knobs caption="How each value shows in what is rendered" id="knobs" /]
[/@folded]
[/#if]
[#if coverage.rare?has_content]
<h3>Rare fields <span>[=coverage.rareSummary] that a single case reaches</span></h3>
[@folded when=coverage.rareFolded summary=coverage.rareSummary]
<div class="scroll wide" role="region" tabindex="0" aria-labelledby="rare-caption">
<table>
<caption id="rare-caption">Rendered fields that a single case reaches</caption>
<thead><tr><th scope="col">Field</th><th scope="col">Template</th><th scope="col">Case</th></tr></thead>
<tbody>
[#list coverage.rare as field]
<tr><th scope="row"><code>[=field.field]</code></th><td><code>[=field.source]</code></td><td><code>[=field.caseName]</code></td></tr>
[/#list]
</tbody>
</table>
</div>
[/@folded]
[/#if]
</div>
</section>
[/#if]
[#if untried?has_content]

<section id="untried" aria-labelledby="untried-title">
<div class="title">
<h2 id="untried-title">Not tried</h2>
<p>What no case has shown. Nothing is known of it.</p>
</div>
<div class="body">
[#list untried as part]
<section class="group">
<h3>[=part.title] <span>[=part.count]</span></h3>
[@folded when=part.folded summary=part.count]
<ul class="places">
[#list part.names as name]
<li><code>[=name]</code></li>
[/#list]
</ul>
[/@folded]
</section>
[/#list]
</div>
</section>
[/#if]

<section id="cases" aria-labelledby="cases-title">
<div class="title">
<h2 id="cases-title">Cases</h2>
<p>The defaults and the chart’s own values files.</p>
</div>
<div class="body">
[#if cases?has_content]
<div class="scroll" role="region" tabindex="0" aria-labelledby="cases-caption">
<table>
<caption id="cases-caption">What was rendered</caption>
<thead><tr><th scope="col">Values</th><th scope="col">Release</th><th scope="col" class="n">Objects</th></tr></thead>
<tbody>
[#list cases as case]
<tr><th scope="row"><code>[=case.name]</code></th><td><code>[=case.release]</code></td><td class="n">[#if case.objects == 0]<span class="dead">none</span>[#else][=case.objects][/#if]</td></tr>
[/#list]
</tbody>
</table>
</div>
[#else]
<p class="nothing">Nothing was rendered.</p>
[/#if]
</div>
</section>
[#if cost?has_content]

<section id="cost" aria-labelledby="cost-title">
<div class="title">
<h2 id="cost-title">Capacity and cost</h2>
<p>Of [=cost.place], in US dollars.</p>
</div>
<div class="body">
<dl class="figures small">
[#list cost.totals as total]
<div><dt>[=total.name]</dt><dd>[=total.month]<small> a month</small></dd><dd class="sub">[=total.hour] an hour</dd></div>
[/#list]
</dl>
<div class="scroll" role="region" tabindex="0" aria-labelledby="pools-caption">
<table>
<caption id="pools-caption">Nodes and what runs on them</caption>
<thead><tr><th scope="col">Pool or pods</th><th scope="col">Machine</th><th scope="col" class="n">Fit a node</th><th scope="col" class="n">At rest</th><th scope="col" class="n">At most</th></tr></thead>
[#list cost.pools as pool]
<tbody>
<tr class="pool"><th scope="row">[=pool.name]</th><td>[=pool.machine]</td><td></td><td class="n">[=pool.atRest]</td><td class="n">[=pool.atMost]</td></tr>
[#list pool.tenants as tenant]
<tr><th scope="row" class="inner">[=tenant.name]</th><td>[#if tenant.pending?has_content]<span class="dead">[=tenant.pending] never run</span>[/#if]</td><td class="n">[=tenant.fit]</td><td class="n">[=tenant.atRest]</td><td class="n">[=tenant.atMost]</td></tr>
[/#list]
</tbody>
[/#list]
</table>
</div>
<div class="scroll wide" role="region" tabindex="0" aria-labelledby="bill-caption">
<table>
<caption id="bill-caption">The bill, for an hour</caption>
<thead><tr><th scope="col">Part</th><th scope="col">Each</th><th scope="col" class="n">At rest</th><th scope="col" class="n">Cost</th><th scope="col" class="n">At most</th><th scope="col" class="n">Cost</th></tr></thead>
<tbody>
[#list cost.parts as part]
<tr><th scope="row">[=part.name]</th><td>[=part.kind]</td><td class="n">[=part.atRest]</td><td class="n">[=part.restHour]</td><td class="n">[=part.atMost]</td><td class="n">[=part.mostHour]</td></tr>
[/#list]
</tbody>
<tfoot>
<tr><th scope="row">Total</th><td></td><td></td><td class="n">[=cost.totals[0].hour]</td><td></td><td class="n">[=cost.totals[1].hour]</td></tr>
</tfoot>
</table>
</div>
<p class="fine">[=cost.source].[#if cost.unpriced?has_content] No price is known for these, and no total contains them: [=cost.unpriced?join("; ")].[/#if]</p>
</div>
</section>
[/#if]
</main>
<footer>
<p>Made by Chartwright. This page loads nothing and runs no script.</p>
</footer>
</body>
</html>
[#macro knobs of caption id]
<div class="scroll" role="region" tabindex="0" aria-labelledby="[=id]-caption">
<table>
<caption id="[=id]-caption">[=caption]</caption>
<thead><tr><th scope="col">Value</th><th scope="col" class="n">Settings</th><th scope="col" class="n">Changes</th><th scope="col">For example</th></tr></thead>
<tbody>
[#list of as knob]
<tr><th scope="row"><code>[=knob.path]</code></th><td class="n">[=knob.settings]</td><td class="n">[#if knob.live][=knob.changes][#else]<span class="dead">none</span>[/#if]</td><td>[#if knob.live]<code>[=knob.example]</code>[/#if]</td></tr>
[/#list]
</tbody>
</table>
</div>
[/#macro]
