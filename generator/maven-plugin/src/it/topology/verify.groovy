String log = new File(basedir, 'build.log').getText('UTF-8').replace('[ERROR] ', '')

assert log.contains(''' on project none: No class in target/classes declares a chart or a fleet: it must be public, have a public constructor without parameters and implement ChartSource or FleetSource.
Compile the project first, or name a class of the class path in <topology> (chartwright.topology).
''')
assert log.contains(''' on project several: 2 classes declare a chart or a fleet:
  it.First
  it.Second
Name one of them in <topology> (chartwright.topology).
''')
assert log.contains(''' on project absent: There is no class it.Absent on the class path of the project.
It is named in <topology> (chartwright.topology).
''')
assert log.contains(''' on project throwing: it.Throwing.chart() failed: java.lang.IllegalStateException: no chart today
    at it.Throwing.chart(Throwing.java:9)
''')
assert log.contains(''' on project unproven: unproven: 1 error

error: templates/two.yaml ConfigMap/demo-unproven metadata.name  [NAM-07]
    what: the same object is rendered twice, first by templates/one.yaml
    why:  one of the objects replaces the other, or the installation fails
    fix:  give one of the objects another name that contains the release name
    line: Unproven.java:''')
assert log.contains(''' on project nearly: No class in target/classes declares a chart or a fleet''')
assert log.contains('''
  it.Hidden is not public: declare it public
''')
assert new File(basedir, 'chosen/charts-out/second/helm/second/Chart.yaml').isFile()
for (module in ['none', 'nearly', 'several', 'absent', 'throwing', 'unproven']) {
  assert !new File(basedir, module + '/charts-out').exists()
}
