// A framework that Maven can neither find nor fetch is left out. What it fetches stays in the user's local repository for the next time: that of the
// integration builds lasts until mvn clean.
if (needed.every { new File(localRepository, it).list()?.any { it.endsWith('.jar') } }) {
  return true
}
String maven = System.getProperty('maven.home') + '/bin/mvn' + (File.separatorChar == '\\' ? '.cmd' : '')
Process fetch = new ProcessBuilder([maven, '-B', '-N', '-Dmaven.repo.local=' + localRepository] + goals)
    .directory(basedir)
    .redirectErrorStream(true)
    .start()
fetch.outputStream.close()
String log = fetch.inputStream.text
// Whatever else is wrong fails the build that follows.
boolean isMissing = fetch.waitFor() != 0 && log.readLines().any { it.startsWith('[ERROR]') && it =~ /(?i)resolv/ }
if (isMissing) {
  println 'Left out, because Maven does not resolve it:\n' + log
}
return !isMissing
