// Maven itself resets the colours, and the invoker tells of this script.
String log = new File(basedir, 'build.log').getText('UTF-8').replaceAll('\u001B\\[[;\\d]*m', '')

assert log.readLines().findAll { it && !it.startsWith('Running post-build script') }.empty
assert new File(basedir, 'charts-out/site/helm/site/Chart.yaml').isFile()
assert new File(basedir, 'target/chartwright/report.html').isFile()
