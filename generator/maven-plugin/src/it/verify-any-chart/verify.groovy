String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('Scanning for projects')

assert runs[1].contains('defaults, release demo: 1 objects')
assert runs[1].contains('values.schema.json  [CHA-04]')

assert runs[2].contains('templates/configmap.yaml ConfigMap/demo-page dat  [TPL-07]')

assert runs[3].contains('there is neither a folder nor a file')

assert runs[4].contains('Skipped: a project with packaging pom has no classes')
