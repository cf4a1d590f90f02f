List<String> classes = new File(basedir, 'classes.log').readLines('UTF-8')

assert classes.any { it.contains('dev.chartwright.maven.PackageMojo') }
assert classes.findAll { it.contains(' org.eclipse.jkube.') || it.contains(' dev.chartwright.jkube.') } == []
