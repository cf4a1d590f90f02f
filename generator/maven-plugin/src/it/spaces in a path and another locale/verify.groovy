String[] runs = new File(basedir, 'build.log').getText('ISO-8859-1').split('BUILD SUCCESS')

assert runs[0].contains('Wrote 7 files')
assert runs[1].contains('Proven: site')
assert runs[1].contains('Nothing to write: 7 files are up to date')

String values = new File(basedir, 'charts-out/site/helm/site/values.yaml').getText('UTF-8')
assert values.contains('Gr\u00fc\u00dfe: ${x} {{ y }} # \u0130')
