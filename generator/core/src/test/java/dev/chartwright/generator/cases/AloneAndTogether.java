package dev.chartwright.generator.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chartwright.generator.cases.CaseRenderer.Outcome;
import dev.chartwright.generator.cases.CaseRenderer.Planned;
import dev.chartwright.generator.chartfile.ParsedChart;
import dev.chartwright.generator.engine.ChartFolders;
import dev.chartwright.generator.engine.HelmFailure;
import dev.chartwright.generator.engine.Rendering;
import dev.chartwright.generator.file.FileTree;
import dev.chartwright.generator.object.RenderedManifest;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.prove.ProofRequest;
import dev.chartwright.generator.space.ValueCase;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Compares what many cases of a chart give in one call of Helm with what each gives alone.
 *
 * @param rejected what is compared of the violations of a case that the schema rejects
 */
public record AloneAndTogether(
    FileTree chart, ProofRequest request, Function<List<HelmFailure.Violation>, ?> rejected) {

  /** Fails for the first case that gives something else. */
  public void assertAlike(List<ValueCase> cases) {
    try (ChartFolders folders = ChartFolders.of(ParsedChart.of(chart), Set.of());
        CaseRenderer together = CaseRenderer.of(folders, request.settings())) {
      assertThat(together.isFast()).isTrue();
      List<Outcome> outcomes =
          together.render(cases.stream().map(each -> new Planned(each, "demo")).toList());

      for (int i = 0; i < cases.size(); i++) {
        List<String> files =
            Stream.concat(
                    request.settings().overlays().stream(),
                    Stream.of(CaseName.valuesFile(cases.get(i))))
                .toList();
        Rendering alone =
            folders.whole().render("demo", request.namespace(), files, request.kubeVersion());
        assertThat(of(outcomes.get(i))).as("%s", cases.get(i)).isEqualTo(of(alone));
      }
    }
  }

  private Object of(Outcome outcome) {
    if (outcome instanceof Outcome.Rendered rendered) {
      Set<RenderedObject> objects = new HashSet<>();
      rendered.files().entrySet().stream()
          .filter(file -> !file.getKey().endsWith(".txt"))
          .forEach(
              file ->
                  objects.addAll(
                      RenderedManifest.ofFile(file.getKey(), file.getValue()).objects()));
      return objects;
    }
    return outcome instanceof Outcome.Rejected rejection
        ? rejected.apply(rejection.violations())
        : ((Outcome.Failed) outcome).failure();
  }

  private Object of(Rendering rendering) {
    if (rendering instanceof Rendering.Rendered rendered) {
      return new HashSet<>(RenderedManifest.of(rendered.manifest()).objects());
    }
    return rendering instanceof HelmFailure.SchemaRejection rejection
        ? rejected.apply(rejection.violations())
        : rendering;
  }
}
