package dev.chartwright.chart;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.chart.tree.Expr.Include;
import dev.chartwright.chart.tree.Expression;
import dev.chartwright.chart.tree.Kind;
import dev.chartwright.chart.tree.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A container image as values: {@code repository}, {@code tag}, {@code digest}, {@code pullPolicy}
 * and, where it is declared, {@code registry}. The reference is {@code repository@digest} when
 * there is a digest, else {@code repository:tag}; the registry stands before it. Immutable.
 *
 * @param template the named template that yields the reference
 * @param registry empty where the host is a part of the repository
 * @param globalRegistry what takes the place of the registry when it is set; empty for {@code
 *     global.imageRegistry}, where that is declared
 * @param taggedByChart whether an empty tag means the {@code appVersion} of the chart
 */
public record ImageValue(
    Value<String> repository,
    Value<String> tag,
    Value<String> digest,
    Value<String> pullPolicy,
    NamedTemplate template,
    Optional<Value<String>> registry,
    Optional<Value<String>> globalRegistry,
    boolean taggedByChart)
    implements Expression {
  /** The value that all images of a release take their registry from, by custom. */
  static final String GLOBAL_REGISTRY = "global.imageRegistry";

  /** An image whose repository includes the host of the registry. */
  public ImageValue(
      Value<String> repository,
      Value<String> tag,
      Value<String> digest,
      Value<String> pullPolicy,
      NamedTemplate template) {
    this(repository, tag, digest, pullPolicy, template, Optional.empty(), Optional.empty(), false);
  }

  /** The image whose values are below a path. */
  static ImageValue of(
      String path,
      Optional<Value<String>> registry,
      Optional<Value<String>> globalRegistry,
      Value<String> repository,
      Value<String> tag,
      Value<String> digest,
      Value<String> pullPolicy,
      boolean taggedByChart) {
    String prefix =
        registry.isPresent() || globalRegistry.isPresent()
            ? new Include(registryTemplate(path), Kind.STRING, true).asString()
            : "";
    Expression tagged =
        taggedByChart
            ? tag.orElse(Templating.appVersion())
            : tag.required("Set " + path + ".tag or " + path + ".digest.");
    NamedTemplate template =
        new NamedTemplate(
            path,
            "The image reference of " + path + ": by digest when there is one, else by tag.",
            new Node.Choice(
                digest.isSet(),
                new Node.Scalar(prefix + repository.asString() + "@" + digest.asString()),
                new Node.Scalar(prefix + repository.asString() + ":" + tagged.asString())));
    return new ImageValue(
        repository, tag, digest, pullPolicy, template, registry, globalRegistry, taggedByChart);
  }

  private static String registryTemplate(String path) {
    return path + ".registry";
  }

  /**
   * The named templates that yield the reference.
   *
   * @param global what takes the place of the registry when it is set
   */
  List<NamedTemplate> templates(Optional<? extends Value<?>> global) {
    List<Value<?>> hosts = new ArrayList<>();
    global.ifPresent(hosts::add);
    registry.ifPresent(hosts::add);
    if (hosts.isEmpty()) {
      return List.of(template);
    }
    Node prefix = new Node.Scalar("");
    for (int i = hosts.size() - 1; i >= 0; i--) {
      Value<?> host = hosts.get(i);
      prefix = new Node.Choice(host.isSet(), new Node.Scalar(host.asString() + "/"), prefix);
    }
    NamedTemplate before =
        new NamedTemplate(
            registryTemplate(template.name()),
            "The registry of " + template.name() + " with a slash behind it; empty for none.",
            prefix,
            template.declaredAt());
    return List.of(before, template);
  }

  @Override
  public Expr expr() {
    return new Include(template.name(), Kind.STRING, true);
  }
}
