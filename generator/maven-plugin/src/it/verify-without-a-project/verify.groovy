String log = new File(basedir, 'build.log').getText('UTF-8')

assert log.contains('Building Maven Stub Project (No POM)')
assert log.contains('defaults, release demo: 1 objects')
assert new File(basedir, 'target/chartwright/report.html').isFile()
