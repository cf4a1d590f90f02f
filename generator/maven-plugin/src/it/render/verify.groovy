String[] runs = new File(basedir, 'build.log').getText('UTF-8').split('BUILD SUCCESS')

assert runs[0].contains('[INFO] kind: ConfigMap')
