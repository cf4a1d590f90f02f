String log = new File(basedir, 'build.log').text

['check', 'generate', 'help', 'package', 'render', 'verify'].each { goal -> assert log.contains('chartwright:' + goal) }
