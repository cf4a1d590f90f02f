needed = ['io/quarkus/quarkus-smallrye-health/' + quarkus]
goals = ['compiler:testCompile']
evaluate(new File(shared, 'selector.groovy'))
