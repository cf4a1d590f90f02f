// What each module must have, whatever the framework: the lines of values.yaml, by the folder of the module.
Map<String, List<String>> values = [
  bare: ['replicaCount: 1', '  repository: "acme/bare"', '  tag: ""', '    cpu: "100m"', '    memory: "512Mi"', '  port: 8080'],
  fragments: ['  repository: "acme/fragments"', '    cpu: "250m"', '    memory: "1Gi"', '  RELEASE: "2.1.0 of fragments"'],
  xml: ['replicaCount: 3', '  LOG_LEVEL: "info"'],
  properties: ['replicaCount: 3', '  repository: "registry.example.com/acme/properties"', '  port: 9000'],
  class: ['replicaCount: 4', '  repository: "acme/class"', '  GREETING: "Hello"', '    repository: "registry.example.com/acme/mail"'],
  'class-and-fragments': ['replicaCount: 4', '    memory: "1Gi"', '  GREETING: "Hello"', '  RELEASE: "2.1.0 of class-and-fragments"'],
]
def framework = new Properties()
new File(basedir, 'framework.properties').withInputStream { framework.load(it) }

values.each { module, expected ->
  File chart = new File(basedir, "$module/charts-out/$module/helm/$module")
  List<String> lines = new File(chart, 'values.yaml').readLines('UTF-8')
  assert lines.containsAll(expected) : "$module lacks ${expected - lines}"
  // Not that of a parent, such as Spring Boot's.
  boolean isDescribed = new File(chart, 'Chart.yaml').readLines('UTF-8').contains("description: Runs ${module}.".toString())
  assert isDescribed : module

  String deployment = new File(chart, 'templates/deployment.yaml').getText('UTF-8')
  assert deployment.contains('- name: http\n              containerPort: 8080') : module
  // A version in a selector would forbid the next upgrade.
  assert !deployment.contains('2.1.0') : module
  List<String> paths = deployment.readLines().findAll { it =~ /Probe:|path: / }*.trim()
  List<String> probes = ['startup', 'liveness', 'readiness'].findAll { framework[it] }.collectMany { [it + 'Probe:', 'path: ' + framework[it]] }
  // Without a path, the port must answer.
  assert paths == (probes ?: ['livenessProbe:', 'readinessProbe:']) : module
}

for (module in ['fragments', 'class-and-fragments']) {
  File templates = new File(basedir, "$module/charts-out/$module/helm/$module/templates")
  boolean refers = new File(templates, 'deployment.yaml').getText('UTF-8').contains("name: {{ include \"${module}.fullname\" . }}-texts")
  assert refers : module
  assert new File(templates, 'configmap-texts.yaml').getText('UTF-8').contains("greeting: \"Hello from $module and \${unknown}\"")
}

List<String> log = new File(basedir, 'build.log').readLines('UTF-8')
int proven = log.count { it.contains('findings  0 errors, 0 warnings, 0 notes') }
assert proven == values.size()
List<String> warnings = log.findAll { it.startsWith('[WARNING]') && it.contains('chart') }
assert warnings == [
  '[WARNING] <helm> in the configuration of org.eclipse.jkube:kubernetes-maven-plugin has no effect on the chart.',
  '[WARNING] <namespace> in the configuration of org.eclipse.jkube:kubernetes-maven-plugin has no effect on the chart.',
  '[WARNING] The configuration in the execution raw of org.eclipse.jkube:kubernetes-maven-plugin has no effect on the chart: move it to the <configuration> of the plugin.',
]
return true
