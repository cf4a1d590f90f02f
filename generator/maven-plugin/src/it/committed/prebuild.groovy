// HEAD has an earlier version of the chart, the disk has none.
File chart = new File(basedir, 'charts-out/site/helm/site')
new File(chart, 'templates').mkdirs()
new File(chart, 'Chart.yaml').text = 'apiVersion: v2\nname: site\nversion: 1.0.0\n'
new File(chart, 'values.yaml').text = 'greeting: Hello\n'
new File(chart, 'templates/configmap.yaml').text = '''apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-other
data:
  index.html: {{ .Values.greeting | quote }}
'''

for (command in [['init', '--quiet'], ['add', 'charts-out'], ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '-m', 'one']]) {
  ProcessBuilder git = new ProcessBuilder(['git'] + command).directory(basedir).redirectErrorStream(true)
  git.environment().keySet().removeIf { it.startsWith('GIT_') }
  Process process = git.start()
  String text = process.inputStream.text
  assert process.waitFor() == 0 : text
}
assert new File(basedir, 'charts-out').deleteDir()
return true
