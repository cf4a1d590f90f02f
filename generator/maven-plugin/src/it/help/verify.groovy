String log = new File(basedir, 'build.log').text

for (goal in ['check', 'dependencies', 'diagram', 'diff', 'from-jkube', 'gcloud', 'generate', 'help', 'init', 'package', 'plan', 'preflight', 'push', 'render', 'rules', 'terraform', 'verify']) {
  assert log.contains('chartwright:' + goal)
}
