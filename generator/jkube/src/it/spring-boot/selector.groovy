framework = (new File(basedir, 'pom.xml').text =~ '<framework>(.*)</framework>')[0][1]
evaluate(new File(shared, 'selector.groovy'))
