String log = new File(basedir, 'build.log').getText('UTF-8')
File chart = new File(basedir, 'charts-out/named-class/helm/named-class')

assert new File(chart, 'values.yaml').getText('UTF-8').contains('replicaCount: 7')
assert new File(basedir, 'target/named-class-1.0.0.tgz').file
assert log.contains('No class in target/classes declares a chart or a fleet: com.acme.Few ')
assert log.contains("is not compiled: the chart would lack what a class that implements JkubeSource adds. Run mvn compile chartwright:from-jkube")
assert !log.contains('\tat ')
