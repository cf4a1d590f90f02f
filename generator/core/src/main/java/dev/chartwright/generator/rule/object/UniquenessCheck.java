package dev.chartwright.generator.rule.object;

import static dev.chartwright.generator.rule.ObjectRules.NAM_07;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** No two objects of one render have the same kind and name. */
public final class UniquenessCheck implements RenderCheck {
  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    Map<String, RenderedObject> first = new HashMap<>();
    for (RenderedObject object : render.objects()) {
      // The version does not count: it is one object, whatever version it is written in.
      RenderedObject before = first.putIfAbsent(render.identity(object), object);
      if (before != null) {
        findings.add(
            Finding.error(
                NAM_07,
                object.place("metadata.name"),
                "the same object is rendered twice, first by " + before.source()));
      }
    }
    return findings;
  }
}
