File example = new File(basedir, '../../../target/it-example/spring-boot')

boolean isPinned = new File(example, 'pom.xml').text.contains("<version>$springBoot</version>")
assert isPinned : "examples/spring-boot has another version of Spring Boot than generator/jkube/pom.xml: $springBoot"

List<String> log = new File(example, 'build.log').readLines('UTF-8')
assert log.any { it.contains('findings  0 errors, 0 warnings, 0 notes') }
assert log.any { it.contains('Nothing to write') } : 'examples/spring-boot/charts-out is not what the build generates: run mvn package there'
assert log.any { it.startsWith('[INFO] Tests run: 3, Failures: 0, Errors: 0, Skipped: 0') }
assert !log.any { it.startsWith('[WARNING]') && it =~ /chart|value/ }
assert new File(example, 'target/shipping-1.0.0.tgz').isFile()
return true
