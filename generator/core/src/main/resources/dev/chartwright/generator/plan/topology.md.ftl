[#macro rows of]
[#list of as row]
[#list row as cell]| [=cell] [/#list]|
[/#list]
[/#macro]
# Topology of [=fleet]

This fleet runs prover release [=release], image `[=image]`, in the cluster `[=cluster]` in [=location][#if zones?has_content && zones?join(", ") != location], nodes in [=zones?join(", ")][/#if].

## Parts

| part | description | runs on | pods | requests |
|---|---|---|---|---|
[@rows parts /]

## Node pools

| pool | machine | nodes | taint | runs |
|---|---|---|---|---|
[@rows pools /]

## Connections

While `networkPolicy.enabled` is true, all other connections of these pods are denied.

| from | to | port | purpose |
|---|---|---|---|
[@rows flows /]

Network `[=network]`: [#list ranges as range][=range[0]] [=range[1]][#sep], [/#list].

## Queues

| queue | tasks | consumers |
|---|---|---|
[@rows queues /]

`[=abortQueue]` notifies the workers of a failed task. Results come back over queues that the leader creates for each run.

## Scaling

| object | range | metric | scales out | scales in |
|---|---|---|---|---|
[@rows scaling /]

## Objects

These are the objects of a release `[=fleet]` in the namespace `[=fleet]`. Other releases have other name prefixes.

| kind | name | purpose | created by |
|---|---|---|---|
[@rows objects /]
