String log = new File(basedir, 'build.log').getText('UTF-8').replace('[ERROR] ', '')

assert log.contains(''' on project invalid-model: my-fleet: 3 errors

error: image.tag  [IMG-01]
    what: the tag 'latest' moves
    why:  two pods of one fleet may run different provers, whose proofs do not verify
    fix:  use a version such as 0.7.0, or better a digest

error: broker.replicas  [BRO-01]
    what: 2 is an even number of replicas
    why:  a broker with an even number of nodes stops when the network splits it in halves
    fix:  write replicas(1); more replicas do not protect the queues of the prover

error: workers.autoscaling.min  [SCA-01]
    what: at least 8 workers, at most 1
    why:  the API server or KEDA rejects the autoscaler, or tasks wait forever
    fix:  write between(1, 8)
-> [Help 1]
''')
assert !log.contains('Exception:')
assert !log.contains('\tat ')
assert !new File(basedir, 'charts-out').exists()
