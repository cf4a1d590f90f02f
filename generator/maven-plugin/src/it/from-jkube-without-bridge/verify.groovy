String log = new File(basedir, 'build.log').getText('UTF-8')

assert log.contains(': The goal from-jkube needs the bridge to JKube: add dev.chartwright:chartwright-jkube, in the version of the plugin, ' +
    'to the <dependencies> of chartwright-maven-plugin in the POM. -> [Help 1]')
assert !log.contains('Exception:')
assert !log.contains('\tat ')
assert !new File(basedir, 'charts-out').exists()
