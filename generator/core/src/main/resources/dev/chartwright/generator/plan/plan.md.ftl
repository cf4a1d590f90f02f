[#macro rows of]
[#list of as row]
[#list row as cell]| [=cell] [/#list]|
[/#list]
[/#macro]
# Capacity and cost of [=fleet]

Of the cluster `[=cluster]` in [=location]. Every figure follows from the declaration of the fleet. The check of the declaration
uses the same arithmetic.

[#list summary as line]
- [=line]
[/#list]

## Nodes

What a node has for workloads is what the machine has, less what kernel, kubelet and system pods take.
"At rest" and "at the maximum" are the fewest and the most workers that are declared.
[#list pools as pool]

### `[=pool.name]`: [=pool.machine], [=pool.kind]

[#if pool.taints?has_content]
Only pods that tolerate [=pool.taints?join(", ")] run here.

[/#if]
| memory of a node | GiB |
|---|---:|
[@rows pool.memory /]

| CPU of a node | cores |
|---|---:|
[@rows pool.cpu /]

| ephemeral storage of a node | GiB |
|---|---:|
[@rows pool.disk /]

The kubelet runs at most [=pool.pods] pods.

[#if pool.tenants?has_content]
| pods | memory each | cores each | storage each | fit a node by memory | by CPU | by storage | so an empty node holds | at rest | at the maximum |
|---|---:|---:|---:|---:|---:|---:|---|---:|---:|
[@rows pool.tenants /]

[#else]
Nothing of the fleet runs here.

[/#if]
| nodes of the pool | at rest | at the maximum |
|---:|---:|---:|
[@rows [pool.nodes] /]
[#if pool.mixed]

Nodes are filled one after the other here, the large workers first. When the workers come in another order, or are spread, gaps may
remain, and fewer of the large ones fit. A pool for each group has no gaps.
[/#if]
[#if pool.fallback?has_content]

While Spot nodes are not to be had, `[=pool.fallback]` takes the same pods on as many nodes on demand.
[/#if]
[/#list]

Where the operators run is the scheduler's choice. They are counted on the first pool without taint that always has a node.

## What never fits

[#if obstacles?has_content]
| pods | pool | why they stay Pending for ever |
|---|---|---|
[@rows obstacles /]
[#else]
Everything that is declared has a place.
[/#if]

No pod that requests more than this fits even an empty node:

| pool | memory | cores | ephemeral storage |
|---|---:|---:|---:|
[@rows limits /]

[#if growth?has_content]
## How much a request may change

An empty node holds as many workers as now while each requests no more than the first figures, and one more when each requests no
more than the second ones, memory and cores alike.

| workers | on a node now | as many up to | memory to spare each | one more up to |
|---|---|---|---:|---|
[@rows growth /]

[/#if]
## Storage

| what | on | each | at rest | at the maximum |
|---|---|---:|---:|---:|
[@rows storage /]

## Cost

US dollars; [=source], [=date].[#if multiplier?has_content] All but the management is multiplied by [=multiplier] for the region.[/#if][#if estimates] ≈ marks an estimate.[/#if]
Regions differ by up to 30 %, and discounts are not counted. Give your own prices with `Gke.cluster(…).prices(Prices.listed().family(…))`.

| part | each | an hour each | at rest | an hour | at the maximum | an hour |
|---|---|---:|---:|---:|---:|---:|
[@rows items /]

| in all | an hour | a day | a month of [=hours] hours |
|---|---:|---:|---:|
[@rows totals /]
[#if unpriced?has_content]

No price is known for these, and no total contains them: [=unpriced?join("; ")].
[/#if]
[#if fallbacks?has_content]

While Spot nodes of [#list fallbacks as name]`[=name]`[#sep], [/#list] are not to be had, the figures on demand hold.
[/#if]
[#if budget?has_content]

[=budget]
[/#if]

Nodes beyond the maximum, up to the limit of a pool, start only for pods that are not the fleet's, or while an upgrade replaces a node.
[#if scaleUps?has_content]

## Time of a scale-up
[#list scaleUps as up]

### [=up.group]: from [=up.from] to [=up.to] workers

| step | time |
|---|---|
| the autoscaler sees the tasks | up to [=up.polling] |
| it adds workers, [=up.pods] every [=up.period] | [=up.wave] from the first to the last |
| a new node starts | [=up.node] (unverified; longer, or not at all, when the zone is out of such machines) |
| the node pulls the image | not measured; once a node |
[#if up.loaded]
| circuits | a worker loads them from the shared volume: 10 GB took 9 to 13 s from a local disk. The first worker of all makes them for [=up.sizes] sizes of tables: 10 sizes took 3 min on 2 cores, 47 took 8 min |
[#else]
| circuits | each worker makes them at each start, for [=up.sizes] sizes of tables: 10 sizes took 3 min on 2 cores, 47 took 8 min |
[/#if]

A task queue without a worker is deleted after [=up.expiry], with its tasks.
[#if up.fromZero]
The fleet rests at 0 workers, so that after the node [=up.left] are left for image and circuits.
[#elseif up.onSpot]
All workers are on Spot nodes without a fallback: when all are reclaimed and none comes back in that time, the tasks are lost.
[#else]
At least [=up.from] [#if up.from == 1]worker listens[#else]workers listen[/#if] at all times, so it does not happen unless all stop at once for that long.
[/#if]
[/#list]
[/#if]
