String log = new File(basedir, 'build.log').getText('UTF-8').replace('[ERROR] ', '')

assert log.contains('No difference: 7 files are up to date (charts-out/site)')
assert log.contains('charts-out/site is not what site declares. 3 files differ: 3 changed; 4 up to date\n')
assert log.contains('''
--- a/helm/site/values.yaml
+++ b/helm/site/values.yaml
@@ -13,4 +13,4 @@
 commonAnnotations: {}
 
 # -- The text of the page.
-greeting: "Hello"
+greeting: "Goodbye"
To bring it up to date, run the goal generate and commit what it writes.
-> [Help 1]
''')
assert new File(basedir, 'charts-out/site/helm/site/values.yaml').text.contains('Hello')
