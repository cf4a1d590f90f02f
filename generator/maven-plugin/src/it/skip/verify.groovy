String log = new File(basedir, 'build.log').getText('UTF-8')

assert log.count('[INFO] Skipped: a project with packaging pom has no classes') == 4
assert log.count('[INFO] Skipped: <skip> (chartwright.skip) is true') == 4
assert !new File(basedir, 'charts-out').exists()
assert !new File(basedir, 'module/charts-out').exists()
