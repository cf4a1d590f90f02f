needed = ['io/micronaut/micronaut-http-server-netty/' + micronaut]
goals = ['compiler:testCompile']
evaluate(new File(shared, 'selector.groovy'))
