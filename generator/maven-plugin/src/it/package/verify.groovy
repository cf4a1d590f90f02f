byte[] first = new File(basedir, 'first/site-1.2.3.tgz').bytes

assert first.length > 0
assert Arrays.equals(first, new File(basedir, 'second/site-1.2.3.tgz').bytes)
assert Arrays.equals(first, new File(localRepositoryPath, 'dev/chartwright/it/package/1.0.0/package-1.0.0-helm.tgz').bytes)
