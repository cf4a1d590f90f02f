File chart = new File(basedir, 'charts-out/shop/helm/shop')
String values = new File(chart, 'values.yaml').getText('UTF-8')
String deployment = new File(chart, 'templates/deployment.yaml').getText('UTF-8')

for (line in ['replicaCount: 3', '  repository: "registry.example.com/acme/shop"', '  port: 8081', '  LOG_LEVEL: "info"', '  RELEASE: "2.1.0 of shop"']) {
  assert values.readLines().contains(line)
}
assert deployment.contains('path: /actuator/health/readiness')
assert deployment.contains('name: {{ include "shop.fullname" . }}-texts')
assert new File(chart, 'templates/configmap-texts.yaml').getText('UTF-8').contains('greeting: "Hello from shop and ${unknown}"')

String log = new File(basedir, 'build.log').getText('UTF-8')
assert log.contains('findings  0 errors, 0 warnings, 0 notes')
assert log.contains('Nothing to write')
// Twice, because the goal runs twice.
assert log.readLines().findAll { it.startsWith('[WARNING]') && !it.contains('requested profile') }.unique() == [
  '[WARNING] <namespace> in the configuration of org.eclipse.jkube:kubernetes-maven-plugin has no effect on the chart.',
  '[WARNING] The configuration in the execution plain of org.eclipse.jkube:kubernetes-maven-plugin has no effect on the chart: move it to the <configuration> of the plugin.',
]
