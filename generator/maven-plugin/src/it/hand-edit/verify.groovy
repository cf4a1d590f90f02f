String log = new File(basedir, 'build.log').getText('UTF-8')

assert log.contains('helm/site/values.yaml  [GEN-05]')
assert log.contains('set <force> (chartwright.force).')
assert log.contains('Wrote 7 files (charts-out/site)')
assert new File(basedir, 'charts-out/site/helm/site/values.yaml').text.contains('Hello')
assert log.contains('helm/site/templates/mine.yaml  [GEN-12]')
