String log = new File(basedir, 'build.log').getText('UTF-8').replace('[ERROR] ', '')

assert log.contains(''' on project invalid-model: my-fleet: 3 errors

error: image.tag  [IMG-01]
    what: the tag 'latest' moves
    why:  two pods of one fleet may run different provers, whose proofs do not verify
    fix:  a version such as 0.7.0, or better a digest

error: broker.replicas  [BRO-01]
    what: 2 replicas are not an odd number
    why:  an even cluster has no majority when it is cut in two, and stops
    fix:  replicas(1); the prover's queues live on one replica anyway

error: workers.autoscaling.min  [SCA-01]
    what: at least 8 workers, at most 1
    why:  KEDA refuses it, older versions swing between the two
    fix:  between(1, 8)
-> [Help 1]
''')
assert !log.contains('Exception:')
assert !log.contains('\tat ')
assert !new File(basedir, 'charts-out').exists()
