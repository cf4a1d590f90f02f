needed = ['org/springframework/boot/spring-boot-starter-actuator/' + springBoot, 'org/springframework/boot/spring-boot-loader-tools/' + springBoot]
goals = ['compiler:testCompile', 'spring-boot:help']
evaluate(new File(shared, 'selector.groovy'))
