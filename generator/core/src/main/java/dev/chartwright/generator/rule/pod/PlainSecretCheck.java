package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.SEC_01;
import static dev.chartwright.generator.rule.ObjectRules.SEC_03;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.object.Render;
import dev.chartwright.generator.object.RenderedObject;
import dev.chartwright.generator.rule.check.RenderCheck;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.problem.Finding;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Secrets: none of them is written into an object. No finding repeats what it found. It remembers
 * what it has read, because most text is the same in every case.
 */
public final class PlainSecretCheck implements RenderCheck {
  /** Keys of fields and annotations that hold the name of a Secret, or of a key of one. */
  private static final Pattern NAMES =
      Pattern.compile("(?i).*(?<!client[-_.]?)(secret|credentials?)|.*secret[-_.]?key");

  /** Fields that refer to a Secret by its name. */
  private static final Set<String> REFERENCES = Set.of("secretRef", "secretKeyRef");

  /** What stands in a text for a name, and is no secret. */
  private static final String REFERENCE = Matcher.quoteReplacement("$(NAME)");

  private final Map<String, Boolean> names = new ConcurrentHashMap<>();
  private final Map<Named, Optional<PlainSecret>> read = new ConcurrentHashMap<>();

  /**
   * A text and the name of what holds it.
   *
   * @param name empty for an item of a list
   */
  private record Named(String name, String text) {}

  private Optional<PlainSecret> secret(String name, String text) {
    return read.computeIfAbsent(
        new Named(name, text),
        unread -> name.isEmpty() ? PlainSecret.inText(text) : PlainSecret.of(name, text));
  }

  private boolean isName(String key) {
    return names.computeIfAbsent(key, unknown -> NAMES.matcher(unknown).matches());
  }

  @Override
  public List<Finding> check(Render render) {
    List<Finding> findings = new ArrayList<>();
    for (RenderedObject object : render.objects()) {
      if (object.is("", "Secret")) {
        checkSecret(object, render, findings);
      } else if (!object.is("apiextensions.k8s.io", "CustomResourceDefinition")) {
        new Walk(object, names(object, render), findings).map("", object.tree());
      }
    }
    return findings;
  }

  /** The names of Secrets in a text: those of the release, and those that the object refers to. */
  private static Pattern names(RenderedObject object, Render render) {
    Set<String> referred = new TreeSet<>();
    collect(object.tree(), referred);
    String names =
        Stream.concat(
                Stream.of(Pattern.quote(render.release()) + "(?:-[a-z0-9.-]*[a-z0-9])?"),
                referred.stream().map(Pattern::quote))
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w.-])(?:" + names + ")(?![\\w-])");
  }

  private static void collect(Object node, Set<String> names) {
    if (node instanceof List<?> list) {
      list.forEach(item -> collect(item, names));
    } else if (node instanceof Map) {
      Tree.map(node)
          .forEach(
              (field, value) -> {
                if (field.equals("secretName") && value instanceof String name && !name.isEmpty()) {
                  names.add(name);
                } else if (REFERENCES.contains(field)) {
                  Tree.text(value, "name").filter(name -> !name.isEmpty()).ifPresent(names::add);
                }
                collect(value, names);
              });
    }
  }

  private void checkSecret(RenderedObject secret, Render render, List<Finding> findings) {
    for (String field : List.of("data", "stringData")) {
      Tree.map(secret.tree(), field)
          .forEach(
              (key, value) -> {
                if (value instanceof String text
                    && !text.isEmpty()
                    && !isAddress(secret, key)
                    && !isCertificate(field.equals("data") ? decoded(text) : text)) {
                  add(
                      secret,
                      Tree.below(field, key),
                      PlainSecret.of(key, text)
                          .filter(found -> found.rule().equals(SEC_03))
                          .orElse(new PlainSecret(SEC_01, "the chart brings the secret itself")),
                      findings);
                }
              });
    }
    Walk walk = new Walk(secret, names(secret, render), findings);
    walk.map("metadata", Tree.map(secret.tree(), "metadata"));
  }

  /** The entries beside the credentials in a Secret of the Service Binding specification. */
  private static boolean isAddress(RenderedObject secret, String key) {
    return Tree.text(secret.tree(), "type").orElse("").startsWith("servicebinding.io/")
        && Set.of("type", "provider", "host", "port").contains(key);
  }

  private static boolean isCertificate(String text) {
    return text.startsWith("-----BEGIN CERTIFICATE-----") && PlainSecret.inText(text).isEmpty();
  }

  /** Empty for what is not base64, which another rule tells. */
  private static String decoded(String text) {
    try {
      return new String(Base64.getDecoder().decode(text), UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }

  private static void add(
      RenderedObject object, String path, PlainSecret secret, List<Finding> findings) {
    findings.add(
        Finding.error(secret.rule(), object.place(path), secret.what())
            .fixedBy(
                object.is("", "Secret")
                    ? "let users name an existing Secret"
                    : "refer to an existing Secret, by secretKeyRef, a mounted file or $(VARIABLE)"));
  }

  /** Through all text of an object. */
  private final class Walk {
    private final RenderedObject object;
    private final Pattern names;
    private final List<Finding> findings;

    Walk(RenderedObject object, Pattern names, List<Finding> findings) {
      this.object = object;
      this.names = names;
      this.findings = findings;
    }

    /** What is found in a text, unless it is the name of a Secret that is taken for one. */
    private void look(String place, String name, String text) {
      secret(name, text)
          .filter(found -> secret(name, names.matcher(text).replaceAll(REFERENCE)).isPresent())
          .ifPresent(found -> add(object, place, found, findings));
    }

    void map(String path, Map<String, Object> tree) {
      boolean data = object.is("", "ConfigMap") && path.equals("data");
      Optional<String> variable = Tree.text(tree, "name");
      tree.forEach(
          (key, value) -> {
            String place = Tree.below(path, key);
            if (value instanceof String text) {
              if (key.equals("value") && variable.isPresent()) {
                look(place, variable.get(), text);
              } else {
                look(place, data || !isName(key) ? key : "", text);
              }
            } else {
              node(place, value);
            }
          });
    }

    private void list(String path, List<?> items) {
      String before = "";
      int index = 0;
      for (Object item : items) {
        String place = Tree.item(path, index);
        if (item instanceof String text) {
          boolean follows = before.startsWith("-") && !before.contains("=");
          boolean isValue = follows && !text.startsWith("-");
          look(place, isValue ? before.replaceFirst("^-+", "") : "", text);
          before = text;
        } else {
          node(place, item);
        }
        index++;
      }
    }

    private void node(String path, Object node) {
      if (node instanceof Map) {
        map(path, Tree.map(node));
      } else if (node instanceof List<?> items) {
        list(path, items);
      }
    }
  }
}
