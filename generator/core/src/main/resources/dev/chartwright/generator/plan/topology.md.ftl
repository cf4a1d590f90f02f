[#macro rows of]
[#list of as row]
[#list row as cell]| [=cell] [/#list]|
[/#list]
[/#macro]
# Topology of [=fleet]

A prover of the line [=release], image `[=image]`, in the cluster `[=cluster]` in [=location][#if zones?has_content && zones?join(", ") != location], nodes in [=zones?join(", ")][/#if].

## Parts

| part | what it is | runs on | how many | requests |
|---|---|---|---|---|
[@rows parts /]

## Node pools

| pool | machine | nodes | taint | carries |
|---|---|---|---|---|
[@rows pools /]

## Who talks to whom

Everything else is denied while `networkPolicy.enabled` is set.

| from | to | port | why |
|---|---|---|---|
[@rows flows /]

Network `[=network]`: [#list ranges as range][=range[0]] [=range[1]][#sep], [/#list].

## Queues

| queue | tasks | taken by |
|---|---|---|
[@rows queues /]

A failed task is told to the workers over `[=abortQueue]`. Results come back over queues that the leader makes for each run.

## What scales on what

| what | from, to | on | out | in |
|---|---|---|---|---|
[@rows scaling /]

## Objects

Of a release `[=fleet]` in the namespace `[=fleet]`; another release begins its names otherwise.

| kind | name | what it is for | made by |
|---|---|---|---|
[@rows objects /]
