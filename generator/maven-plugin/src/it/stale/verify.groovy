String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects')

assert new File(basedir, 'charts-out/site/helm/site/Chart.yaml').isFile()
for (goal in [2: 'check', 3: 'diff']) {
  assert runs[goal.key].contains('src/main/java/it/Site.java was changed after it was compiled')
  assert runs[goal.key].contains('mvn compile chartwright:' + goal.value)
}
