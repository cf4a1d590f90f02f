String log = new File(basedir, 'build.log').getText('UTF-8')

for (module in ['one', 'two']) {
  assert log.contains('Proven: ' + module + ' holds in 2 renderings of 1 case')
  assert new File(basedir, module + '/charts-out/' + module + '/helm/' + module + '/Chart.yaml').isFile()
  assert new File(basedir, module + '/target/' + module + '-1.2.3.tgz').isFile()
}
assert !log.contains('not marked')
