[#macro rows of]
[#list of as row]
[#list row as cell]| [=cell] [/#list]|
[/#list]
[/#macro]
# Capacity and cost of [=fleet]

This is the plan for the cluster `[=cluster]` in [=location]. All figures are computed from the declaration of the
fleet. The check of the declaration uses the same calculation.

[#list summary as line]
- [=line]
[/#list]

## Nodes

A node has for workloads what the machine has, minus what kernel, kubelet and system pods take.
"At rest" means the declared minimum of workers, "at the maximum" the declared maximum.
[#list pools as pool]

### `[=pool.name]`: [=pool.machine], [=pool.kind]

[#if pool.taints?has_content]
Only pods that tolerate [=pool.taints?join(", ")] can run here.

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

The kubelet runs at most [=pool.pods] pods on a node.

[#if pool.tenants?has_content]
| pods | memory each | cores each | storage each | fit on a node by memory | by CPU | by storage | pods on an empty node | at rest | at the maximum |
|---|---:|---:|---:|---:|---:|---:|---|---:|---:|
[@rows pool.tenants /]

[#else]
No pod of the fleet runs here.

[/#if]
| nodes of the pool | at rest | at the maximum |
|---:|---:|---:|
[@rows [pool.nodes] /]
[#if pool.mixed]

This calculation fills one node after the other, starting with the large workers. If the workers start in another order or are spread over
the nodes, gaps may remain, and fewer large workers fit. A separate pool for each group avoids this.
[/#if]
[#if pool.chosen]

Other machines take the pods of `[=pool.name]` while there are none of these: see "Machines of `[=pool.name]`".
[/#if]
[#if pool.fallback?has_content]

While no Spot nodes are available, `[=pool.fallback]` runs the same pods on the same number of nodes on demand.
[/#if]
[/#list]

[#list choices as choice]
## Machines of `[=choice.name]`, in order of preference

GKE starts a node of the first pool for which the zone has a machine and the quota suffices. The maximum of workers is what the first
machine holds on the declared number of nodes. Each line takes its pool to carry all pods alone, as in a shortage of the others. Pods that run are not moved
to a machine that is preferred. A worker of the same size is not equally fast on each machine: the prices compare hours, not proofs.

| order | pool | machine | nodes | on a node | run at the maximum | nodes for them | a node per hour | a worker per hour |
|---:|---|---|---|---|---|---:|---:|---:|
[@rows choice.rows /]

[/#list]
The scheduler decides where the operators run. They are counted on the first pool without taint that always has a node.

## Pods that never fit

[#if obstacles?has_content]
| pods | pool | why they stay Pending forever |
|---|---|---|
[@rows obstacles /]
[#else]
All declared pods fit.
[/#if]

A pod that requests more than this does not fit even on an empty node:

| pool | memory | cores | ephemeral storage |
|---|---:|---:|---:|
[@rows limits /]

[#if growth?has_content]
## Room to change requests

The table gives the largest requests with which an empty node still holds as many workers as now, and the largest requests with which it
holds one more. The limits for memory and cores apply together.

| workers | on a node now | same number up to | spare memory each | one more up to |
|---|---|---|---:|---|
[@rows growth /]

[/#if]
## Storage

| volumes | storage | size of each | at rest | at the maximum |
|---|---|---:|---:|---:|
[@rows storage /]

## Cost

Prices are in US dollars: [=source], [=date].[#if multiplier?has_content] All prices except the management fee are multiplied by [=multiplier] for the region.[/#if][#if estimates] ≈ marks an estimate.[/#if]
Prices of regions differ by up to 30 %. Discounts are not included. Give your own prices with `Gke.cluster(…).prices(Prices.listed().family(…))`.

| part | item | per hour each | at rest | per hour | at the maximum | per hour |
|---|---|---:|---:|---:|---:|---:|
[@rows items /]

| total | per hour | per day | per month of [=hours] hours |
|---|---:|---:|---:|
[@rows totals /]
[#if unpriced?has_content]

The totals do not include these items, because their prices are not known: [=unpriced?join("; ")].
[/#if]
[#if fallbacks?has_content]

While no Spot nodes of [#list fallbacks as name]`[=name]`[#sep], [/#list] are available, the figures for nodes on demand apply.
[/#if]
[#if budget?has_content]

[=budget]
[/#if]

[#if choices?has_content]
The cost is that of the machines that are preferred, unless a line says otherwise.
[/#if]
[#if workerHour?has_content]
A worker costs [=workerHour] per hour, as its part of a full node.
[/#if]

[#if proofs?has_content]
## What a proof costs

The fleet declares how long the proof of one block takes on all workers. From it follows the time of workers, which is taken to be the
same however many share it.

| workers | time of a proof | worker-hours | workers alone | the whole fleet while it proves | a day with one proof |
|---|---:|---:|---:|---:|---:|
[@rows proofs /]

"Workers alone" counts the working time at the price of a worker on a full node. "The whole fleet" adds nodes that are not full, broker, jumpbox, disks
and management. "A day with one proof" adds the rest of the day, in which the fleet is at rest.

The figures leave out the start of nodes and the loading of circuits, attempts that failed, workers that wait for the last task of a block,
the time until the autoscaler removes idle workers, traffic, logs, and discounts. Blocks and machines differ: measure yours.

[/#if]
More nodes, up to the limit of a pool, start only for pods of other workloads, or while an upgrade replaces a node.
[#if scaleUps?has_content]

## Time of a scale-up
[#list scaleUps as up]

### [=up.group]: from [=up.from] to [=up.to] workers

| step | time |
|---|---|
| the autoscaler reads the number of tasks | up to [=up.polling] |
| it adds workers, [=up.pods] every [=up.period] | [=up.wave] from the first to the last |
| a new node starts | [=up.node] (not verified; longer, or not at all, if the zone has no such machines left) |
| the node pulls the image | not measured; once for each node |
[#if up.loaded]
| circuits | a worker loads them from the shared volume: 10 GB took 9 to 13 s from a local disk. Once, the first worker builds them for [=up.sizes] table sizes: 10 sizes took 3 min on 2 cores, 47 sizes 8 min |
[#else]
| circuits | each worker builds them at every start, for [=up.sizes] table sizes: 10 sizes took 3 min on 2 cores, 47 sizes 8 min |
[/#if]

RabbitMQ deletes a task queue with its tasks after [=up.expiry] without a worker.
[#if up.leased]
A run renews its queues every 5 minutes until it ends, so its tasks wait however long all of this takes.
[#elseif up.fromZero]
The fleet has 0 workers at rest. After the start of the node, [=up.left] remain for image and circuits.
[#elseif up.onSpot]
All workers are on Spot nodes without a fallback. If all nodes are reclaimed and no new one starts in that time, the tasks are lost.
[#else]
At least [=up.from] [#if up.from == 1]worker is[#else]workers are[/#if] always connected, so this happens only if all workers are down for that long.
[/#if]
[/#list]
[/#if]

## Node upgrades

GKE upgrades the nodes of a pool [#if window]in the maintenance window[#else]at any time[/#if], a few at a time:

| pool | additional nodes that start first | nodes that go at once |
|---|---:|---:|
[@rows replacements /]

All pods of a drained node are told to stop at once, and GKE waits for an hour at most. A worker finishes its task and takes no new one.

| pods | pool | time that they ask for | time that they have |
|---|---|---:|---:|
[@rows drains /]
[#if cut?has_content]

A task of [#list cut as name]`[=name]`[#sep], [/#list] may take longer: then it is lost, and another worker starts it again.
[/#if]

The broker stops with its node, and its tasks are lost. Its pool and the maintenance window decide how often that happens.
