String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects')

String rendered = new File(basedir, 'target/rendered.yaml').getText('UTF-8')
assert runs[1].contains('[INFO] Rendered site to target/rendered.yaml')
assert rendered =~ /name: "?demo-site"?\n/
assert rendered.contains('example.com/team')
assert rendered.contains('index.html: "Gr\u00fc\u00dfe, 1e3 {{ x }}"')

assert runs[2].contains('\n# Source: site/templates/configmap.yaml\n')
assert runs[2] =~ /\n  name: "?site"?\n/
assert !runs[2].contains('example.com/team')

// A run under -q does not say that it scans for projects.
String[] last = runs[3].replaceAll('\u001B\\[[;\\d]*m', '').split('Re-run Maven using the -X switch')
assert last[1] =~ /(?s)\n---\n# Source: site\/templates\/configmap.yaml\n.*\n  name: "?site"?\n/
assert !last[1].substring(last[1].indexOf('---\n')).contains('[INFO]')

assert runs[3].contains('site cannot be rendered with these values: greetings: is not a value of this chart')
