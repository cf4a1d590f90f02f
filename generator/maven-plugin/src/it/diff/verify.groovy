String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects')

assert runs[1].contains('verdict: none, the charts are the same')

for (run in [2, 3]) {
  assert runs[run].contains('site: upgrade from 1.2.3 to 2.0.0')
  assert runs[run].contains('verdict: major, the next version is 2.0.0; 2.0.0 is high enough')
  assert runs[run].contains("templates/configmap.yaml ConfigMap/demo-site data['index.html']  [UPG-01]")
  assert runs[run].contains('artifacthub.io/changes')
}
assert new File(basedir, 'charts-out/site/helm/site/values.yaml').text.contains('Hello')
assert new File(basedir, 'target/chartwright/report.html').getText('UTF-8').contains('UPG-01')

assert runs[4].contains('site: upgrade from 1.2.3 to 1.2.4')
assert !runs[4].contains('UPG-01')

assert runs[5].contains('there is neither a folder nor a file')
assert runs[6].contains('there is neither a folder nor a file')
assert runs[7].contains('An upgrade from 1.2.3 to 1.2.3 is safe: none')
