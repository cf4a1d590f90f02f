package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.SEC_01;
import static dev.chartwright.generator.rule.ObjectRules.SEC_03;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.generator.object.Field;
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

  /** A field that is the name of a Secret. */
  private static final String SECRET_NAME = "secretName";

  /** Fields that hold the name of a Secret. */
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
    return render.objects().stream()
        .filter(object -> !object.is("apiextensions.k8s.io", "CustomResourceDefinition"))
        .map(Field::root)
        .flatMap(root -> findings(root, new Walk(names(root.object(), render))))
        .toList();
  }

  private Stream<Finding> findings(Field root, Walk walk) {
    return root.object().is("", "Secret")
        ? Stream.concat(ofSecret(root), walk.findings(root.at("metadata")).stream())
        : walk.findings(root).stream();
  }

  /** The names of Secrets in a text: those of the release, and those that the object refers to. */
  private static Pattern names(RenderedObject object, Render render) {
    Stream<String> referred =
        Field.root(object)
            .all()
            .filter(field -> isReference(field.key()))
            .map(field -> field.key().equals(SECRET_NAME) ? field : field.at("name"))
            .flatMap(name -> name.text().stream())
            .filter(name -> !name.isEmpty())
            .sorted()
            .distinct();
    String names =
        Stream.concat(
                Stream.of(Pattern.quote(render.release()) + "(?:-[a-z0-9.-]*[a-z0-9])?"),
                referred.map(Pattern::quote))
            .collect(Collectors.joining("|"));
    return Pattern.compile("(?<![\\w.-])(?:" + names + ")(?![\\w-])");
  }

  private static boolean isReference(String key) {
    return key.equals(SECRET_NAME) || REFERENCES.contains(key);
  }

  private static Stream<Finding> ofSecret(Field secret) {
    return Stream.of("data", "stringData")
        .flatMap(field -> secret.at(field).fields())
        .filter(entry -> !entry.is("") && !isAddress(entry) && !isCertificate(entry))
        .flatMap(
            entry ->
                entry
                    .text()
                    .map(
                        text ->
                            PlainSecret.of(entry.key(), text)
                                .filter(found -> found.rule().equals(SEC_03))
                                .orElse(
                                    new PlainSecret(SEC_01, "the chart brings the secret itself")))
                    .map(found -> finding(entry, found))
                    .stream());
  }

  /** The entries beside the credentials in a Secret of the Service Binding specification. */
  private static boolean isAddress(Field entry) {
    return Tree.text(entry.object().tree(), "type").orElse("").startsWith("servicebinding.io/")
        && Set.of("type", "provider", "host", "port").contains(entry.key());
  }

  private static boolean isCertificate(Field entry) {
    boolean isEncoded = entry.path().startsWith("data");
    String text = entry.text().map(each -> isEncoded ? decoded(each) : each).orElse("");
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

  private static Finding finding(Field field, PlainSecret secret) {
    return field
        .error(secret.rule(), secret.what())
        .fixedBy(
            field.object().is("", "Secret")
                ? "let users name an existing Secret"
                : "refer to an existing Secret, by secretKeyRef, a mounted file or $(VARIABLE)");
  }

  /** Through all text of an object. */
  private final class Walk {
    private final Pattern names;
    private final List<Finding> findings = new ArrayList<>();

    Walk(Pattern names) {
      this.names = names;
    }

    List<Finding> findings(Field field) {
      walk(field);
      return findings;
    }

    private void walk(Field field) {
      if (field.value() instanceof Map) {
        map(field);
      } else if (field.value() instanceof List) {
        list(field);
      }
    }

    private void map(Field map) {
      boolean data =
          map.key().equals("data") && map.object().is("", "ConfigMap") && map.path().equals("data");
      Optional<String> variable = map.text("name");
      for (String key : map.map().keySet()) {
        Field field = map.at(key);
        if (field.value() instanceof String text) {
          if (key.equals("value") && variable.isPresent()) {
            look(field, variable.get(), text);
          } else {
            look(field, data || !isName(key) ? key : "", text);
          }
        } else {
          walk(field);
        }
      }
    }

    private void list(Field list) {
      String before = "";
      for (Field item : list.items().toList()) {
        if (item.value() instanceof String text) {
          boolean follows = before.startsWith("-") && !before.contains("=");
          boolean isValue = follows && !text.startsWith("-");
          look(item, isValue ? before.replaceFirst("^-+", "") : "", text);
          before = text;
        } else {
          walk(item);
        }
      }
    }

    /** What is found in a text, unless it is the name of a Secret that is taken for one. */
    private void look(Field field, String name, String text) {
      secret(name, text)
          .filter(found -> secret(name, names.matcher(text).replaceAll(REFERENCE)).isPresent())
          .ifPresent(found -> findings.add(finding(field, found)));
    }
  }
}
