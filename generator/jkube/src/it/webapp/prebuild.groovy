evaluate(new File(shared, 'prebuild.groovy'))
