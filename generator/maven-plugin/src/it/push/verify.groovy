context.get('server').stop(0)

assert context.get('files').keySet() == ['/repo/site-1.2.3.tgz'] as Set

String log = new File(basedir, 'build.log').text
assert log.contains('Dry run: would push site-1.2.3.tgz (')
assert log.count('[INFO] Pushed site-1.2.3.tgz (') == 1
assert log.count('already exists with the same content: nothing was pushed') == 1
assert !log.contains('s3cret')
