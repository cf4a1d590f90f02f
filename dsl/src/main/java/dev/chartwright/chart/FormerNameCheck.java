package dev.chartwright.chart;

import dev.chartwright.problem.DeclarationRules;
import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds earlier names of values that could mean something else too. */
final class FormerNameCheck {
  /** What a key of a values file may look like in a chart that was written by hand. */
  private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private FormerNameCheck() {}

  /** A value under one of its earlier names. */
  private record Named(Value<?> value, FormerName name) {
    Finding finding(String what) {
      return Finding.error(
          DeclarationRules.FORMER_NAME,
          Place.ofModel("values." + value.path()).declaredAt(name.declaredAt()),
          what);
    }

    private String quoted() {
      return "'" + name.path() + "'";
    }
  }

  static List<Finding> findings(Chart chart) {
    List<Named> all =
        chart.values().all().stream()
            .flatMap(value -> value.formerNames().stream().map(name -> new Named(value, name)))
            .toList();
    List<Finding> findings = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Named each = all.get(i);
      List<Named> before = all.subList(0, i);
      Stream.of(shape(each), taken(each, chart), shared(each, before))
          .flatMap(Optional::stream)
          .forEach(findings::add);
    }
    if (chart.isLibrary() && !all.isEmpty()) {
      findings.add(
          all.get(0)
              .finding("a library chart has a value with an earlier name")
              .because("its values belong to the charts that include its templates")
              .fixedBy("give the earlier name to the value of the other chart"));
    }
    return findings;
  }

  private static Optional<Finding> shape(Named each) {
    boolean isReadable =
        Stream.of(each.name().path().split("\\.", -1)).allMatch(KEY.asMatchPredicate());
    return isReadable
        ? Optional.empty()
        : Optional.of(
            each.finding("the earlier name " + each.quoted() + " is not a path of keys")
                .because("no template could read it")
                .fixedBy("write the keys of the old values file with dots between them"));
  }

  private static Optional<Finding> taken(Named each, Chart chart) {
    String path = each.name().path();
    for (Value<?> value : chart.values().all()) {
      String what =
          value.path().equals(path)
              ? " is a value of this chart"
              : value.path().startsWith(path + ".")
                  ? " is the section of the value '" + value.path() + "'"
                  : path.startsWith(value.path() + ".")
                      ? " is inside the value '" + value.path() + "'"
                      : "";
      if (!what.isEmpty()) {
        return Optional.of(each.finding("the earlier name " + each.quoted() + what));
      }
    }
    return Optional.empty();
  }

  private static Optional<Finding> shared(Named each, List<Named> before) {
    String path = each.name().path();
    return before.stream()
        .filter(
            other ->
                other.name().path().equals(path)
                    || other.name().path().startsWith(path + ".")
                    || path.startsWith(other.name().path() + "."))
        .findFirst()
        .map(
            other ->
                each.finding(
                    other.name().path().equals(path)
                        ? "the earlier name "
                            + each.quoted()
                            + " is also one of '"
                            + other.value().path()
                            + "'"
                        : "the earlier names "
                            + each.quoted()
                            + " and "
                            + other.quoted()
                            + " are inside each other"));
  }
}
