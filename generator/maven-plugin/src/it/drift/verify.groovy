String log = new File(basedir, 'build.log').getText('UTF-8').replace('[ERROR] ', '').replaceAll(/\[ERROR\]\s*$/, '')

assert log.contains('No difference: 7 files are up to date (charts-out/site)')
