package dev.chartwright.generator.dependency;

import static dev.chartwright.generator.rule.ChartRules.CHA_05;

import dev.chartwright.chart.Chart;
import dev.chartwright.chart.Dependency;
import dev.chartwright.generator.chartfile.ChartLock;
import dev.chartwright.generator.chartfile.ChartLock.Locked;
import dev.chartwright.generator.chartfile.FetchedCharts;
import dev.chartwright.generator.helm.HelmChart;
import dev.chartwright.generator.write.WriteReport;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.InvalidModelException;
import dev.chartwright.problem.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Fetches the subcharts that are not part of the build. Used once, by one thread.
 *
 * @param folder what is there already, and gets the rest
 * @param home the folder of the generated chart, from which relative {@code file://} addresses
 *     start
 * @param isUpdate whether versions are chosen anew
 */
public record DependencyFetch(DependencyFolder folder, Path home, boolean isUpdate) {

  /**
   * Fetches what a chart needs, and what its subcharts of the same build need.
   *
   * @throws InvalidModelException with every dependency that cannot be fetched; nothing is written
   */
  public WriteReport of(Chart chart) {
    Map<String, FetchedCharts> present = folder.read();
    Map<String, FetchedCharts> fetched = new LinkedHashMap<>();
    List<Finding> findings = new ArrayList<>();
    for (Chart each : charts(chart)) {
      FetchedCharts before = present.getOrDefault(each.name(), FetchedCharts.none());
      fetched.put(each.name(), fetch(each, before, findings));
    }
    if (!findings.isEmpty()) {
      throw new InvalidModelException(chart.name(), findings);
    }
    List<String> written = new ArrayList<>();
    List<String> removed = new ArrayList<>();
    List<String> unchanged = new ArrayList<>();
    fetched.forEach(
        (name, charts) -> {
          WriteReport report = folder.write(name, charts);
          report.written().forEach(file -> written.add(name + "/" + file));
          report.removed().forEach(file -> removed.add(name + "/" + file));
          report.unchanged().forEach(file -> unchanged.add(name + "/" + file));
        });
    return new WriteReport(written, removed, unchanged);
  }

  /** The chart and its subcharts of the same build that need something. */
  private static List<Chart> charts(Chart chart) {
    Map<String, Chart> charts = new LinkedHashMap<>();
    collect(chart, charts);
    return charts.values().stream()
        .filter(each -> each.dependencies().stream().anyMatch(one -> one.chart().isEmpty()))
        .toList();
  }

  private static void collect(Chart chart, Map<String, Chart> charts) {
    if (charts.putIfAbsent(chart.name(), chart) == null) {
      chart.dependencies().forEach(each -> each.chart().ifPresent(one -> collect(one, charts)));
    }
  }

  private FetchedCharts fetch(Chart chart, FetchedCharts before, List<Finding> findings) {
    List<Map<String, Object>> declared = HelmChart.dependencies(chart);
    Optional<ChartLock> lock = before.locked().filter(each -> !isUpdate && each.fits(declared));
    List<Locked> chosen = new ArrayList<>();
    SortedMap<String, byte[]> archives = new TreeMap<>();
    for (Dependency dependency : chart.dependencies()) {
      if (dependency.chart().isPresent()) {
        chosen.add(new Locked(dependency.name(), "", dependency.version()));
        continue;
      }
      boolean isLocal = dependency.repository().startsWith("file://");
      Optional<Locked> known =
          lock.filter(none -> !isLocal).flatMap(each -> locked(each, chart, dependency));
      byte[] present = known.map(each -> before.archives().get(each.archive())).orElse(null);
      if (present != null) {
        chosen.add(known.get());
        archives.put(known.get().archive(), present);
        continue;
      }
      String version = known.map(Locked::version).orElse(dependency.version());
      FetchedChart result = FetchedChart.of(dependency, version, home);
      if (result.failure().isPresent()) {
        findings.add(finding(dependency, result.failure().get()));
      } else {
        Locked locked = result.locked();
        chosen.add(locked);
        archives.put(locked.archive(), kept(before.archives().get(locked.archive()), result));
      }
    }
    return new FetchedCharts(
        findings.isEmpty() ? Optional.of(ChartLock.of(declared, chosen).text()) : Optional.empty(),
        archives);
  }

  /** What the lock has chosen for a dependency, which stands at the same position. */
  private static Optional<Locked> locked(ChartLock lock, Chart chart, Dependency dependency) {
    int index = chart.dependencies().indexOf(dependency);
    return Optional.of(lock.dependencies())
        .filter(all -> index < all.size())
        .map(all -> all.get(index))
        .filter(each -> each.name().equals(dependency.name()));
  }

  /** The archive that is there, if only the times of its files differ. */
  private static byte[] kept(byte[] before, FetchedChart fetched) {
    byte[] archive = fetched.archive();
    return before != null
            && (Arrays.equals(before, archive) || FetchedChart.isSame(before, archive))
        ? before
        : archive;
  }

  private static Finding finding(Dependency dependency, String failure) {
    return Finding.error(
            CHA_05,
            Place.ofModel("dependencies[" + dependency.key() + "]")
                .declaredAt(dependency.declaredAt()),
            "it cannot be fetched: " + failure)
        .because("the chart cannot be proven, rendered or installed without it")
        .fixedBy(
            "correct the name, the version or the repository; a registry takes the credentials of"
                + " helm registry login, and a proxy is that of HTTPS_PROXY");
  }
}
