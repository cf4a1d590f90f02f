import java.nio.file.Files

// Each framework gets the modules that all have in common, and each module the sources of the framework.
def framework = new Properties()
new File(basedir, 'framework.properties').withInputStream { framework.load(it) }

def copy = { File from, File to ->
  from.eachFileRecurse(groovy.io.FileType.FILES) { file ->
    File target = new File(to, from.toPath().relativize(file.toPath()).toString())
    target.parentFile.mkdirs()
    Files.copy(file.toPath(), target.toPath())
  }
}

new File(shared).eachDir { shape ->
  File module = new File(basedir, shape.name)
  copy(shape, module)
  // class-and-fragments has the sources of both.
  List<File> sources = shape.name.split('-and-').findAll { it != shape.name }.collect { new File(shared, it + '/src') }
  (sources + new File(basedir, 'src')).findAll { it.exists() }.each { copy(it, new File(module, 'src')) }
  File pom = new File(module, 'pom.xml')
  pom.text = pom.text.replace('@packaging@', framework.packaging)
}
return true
