File output = new File(basedir, 'charts-out/fleet')
String log = new File(basedir, 'build.log').getText('UTF-8')

assert new File(output, 'helm/fleet/Chart.yaml').isFile()
assert new File(output, 'docs/plan.md').isFile()
assert new File(output, 'docs/architecture.svg').isFile()
assert !new File(output, 'terraform').exists()

// The first run left the scripts out, the goal of their own wrote them beside the rest.
assert new File(output, 'gcloud/up.sh').canExecute()
assert log =~ /Wrote 14 files \(charts-out\/fleet, gcloud\)/

assert log.contains('\n# Capacity and cost of fleet')
assert log.contains('the API container.googleapis.com is enabled')

// What is there is what both runs generate together.
assert log =~ /No difference: \d+ files are up to date/
assert log.contains("<without> (chartwright.without): 'teraform' is not one of [gcloud, terraform, plan, diagram]")
