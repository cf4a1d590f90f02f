basedir = new File(basedir, '../../../target/it-example/spring-boot')
framework = 'org/springframework/boot/spring-boot-starter-test/' + springBoot
evaluate(new File(shared, 'selector.groovy'))
