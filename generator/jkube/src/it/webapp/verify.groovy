evaluate(new File(shared, 'verify.groovy'))
