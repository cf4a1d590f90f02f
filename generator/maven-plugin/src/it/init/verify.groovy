String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects')
File project = new File(basedir, 'hello-web')

assert runs[1].contains('[INFO] Made the project hello-web in hello-web:')
assert new File(project, 'src/main/java/org/acme/web/HelloWebChart.java').isFile()

assert runs[2].contains('Tests run: 2, Failures: 0, Errors: 0, Skipped: 0')
assert runs[2] =~ /hello-web 0\.1\.0: proven/
assert !runs[2].contains('[WARNING]')
assert new File(project, 'charts-out/hello-web/helm/hello-web/templates/deployment.yaml').isFile()
assert new File(project, 'target/hello-web-0.1.0.tgz').isFile()

assert runs[3] =~ /(?s)\[GEN-06].*the file exists already.*pom\.xml/
assert !new File(project, 'src/main/java/com').exists()
// A run under -q does not say that it scans for projects. Its output is the manifests alone.
assert runs[3].contains('---\n# Source: hello-web/templates/deployment.yaml\n')
