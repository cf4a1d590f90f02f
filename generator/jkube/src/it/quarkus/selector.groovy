needed = ['io/quarkus/quarkus-rest/' + quarkus]
goals = ['compiler:testCompile']
evaluate(new File(shared, 'selector.groovy'))
