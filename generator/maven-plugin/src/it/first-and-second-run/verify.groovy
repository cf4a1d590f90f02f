String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('BUILD SUCCESS')

assert runs[0] =~ /Proven: site holds in 2 renderings of 1 case and \d+ of its value space \(\d+ ms\)/
assert runs[0] =~ /report +target.chartwright.report\.html/
assert runs[0].contains('Wrote 7 files (charts-out/site)')
assert runs[0].contains('defaults, release demo: 1 objects')
assert runs[0].contains('No difference: 7 files are up to date (charts-out/site)')
assert new File(basedir, 'charts-out/site/.chartwright').isFile()
assert new File(basedir, 'charts-out/site/helm/site/Chart.yaml').isFile()
assert new File(basedir, 'charts-out/site/helm/site/templates/configmap.yaml').isFile()

assert runs[1].contains('Nothing to prove, nothing has changed: site holds in 2 renderings of 1 case and ')
assert runs[1].contains('Nothing to write: 7 files are up to date (charts-out/site)')
assert !runs[1].contains('Proven:')

for (file in ['report.html', 'report.json', 'TEST-chartwright.xml']) {
  assert new File(basedir, 'target/chartwright/' + file).isFile()
}
