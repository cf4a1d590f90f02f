basedir = new File(basedir, '../../../target/it-example/spring-boot')
needed = ['org/springframework/boot/spring-boot-starter-test/' + springBoot, 'org/springframework/boot/spring-boot-loader-tools/' + springBoot]
goals = ['resources:resources', 'compiler:compile', 'resources:testResources', 'compiler:testCompile', 'surefire:test', 'jar:jar', 'spring-boot:repackage']
evaluate(new File(shared, 'selector.groovy'))
