String log = new File(basedir, 'build.log').text

for (goal in ['check', 'generate', 'help', 'package', 'render', 'verify']) {
  assert log.contains('chartwright:' + goal)
}
