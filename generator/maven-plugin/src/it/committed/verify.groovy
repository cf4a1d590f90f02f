String log = new File(basedir, 'build.log').getText('UTF-8')

assert log =~ /Compared with charts-out\/site\/helm\/site in HEAD \([0-9a-f]{7,}\)/
assert log.contains('site: upgrade from 1.0.0 to 1.2.3')
assert new File(basedir, 'charts-out/site/helm/site/Chart.yaml').text.contains('1.2.3')
