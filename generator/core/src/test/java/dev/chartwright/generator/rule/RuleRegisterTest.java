package dev.chartwright.generator.rule;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.problem.Rule;
import dev.chartwright.problem.Strictness;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RuleRegisterTest {
  private static final Pattern LITERAL = Pattern.compile("\"([A-Z]{3}-[0-9]{2})\"");
  private static final Path ROOT = Path.of("..", "..");

  /** Where rules are declared. */
  private static final Set<String> DECLARATIONS =
      Set.of(
          "CommonRules.java",
          "ComponentRules.java",
          "FleetDeclarationRules.java",
          "DeclarationRules.java");

  private final RuleRegister register = RuleRegister.complete();

  @Test
  void rulesAreSortedByTheirIds() {
    assertThat(register.all()).isSortedAccordingTo(Comparator.comparing(Rule::id)).isNotEmpty();
  }

  @Test
  void aRuleIsFoundByItsId() {
    assertThat(register.find("CAP-01")).contains(FleetRules.CAP_01);
    assertThat(register.find("XYZ-01")).isEmpty();
  }

  @Test
  void aFamilyHoldsTheRulesThatBeginWithItsName() {
    assertThat(register.byFamily().get("POD")).isEqualTo(PodRules.all());
    assertThat(register.byFamily().keySet())
        .allSatisfy(family -> assertThat(RuleRegister.title(family)).isNotBlank());
  }

  @Test
  void anIdIsGivenOnce() {
    Rule rule = Rule.of("POD-01", "A", "b", "c");

    assertThatThrownBy(() -> RuleRegister.of(List.of(List.of(rule), PodRules.all())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("POD-01");
  }

  @Test
  void aFamilyNeedsATitle() {
    Rule rule = Rule.of("XYZ-01", "A", "b", "c");

    assertThatThrownBy(() -> RuleRegister.of(List.of(List.of(rule))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("XYZ-01");
    assertThatThrownBy(() -> RuleRegister.title("XYZ"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("XYZ");
  }

  @Test
  void textsAreSentencesWithoutAFullStop() {
    assertThat(register.all())
        .allSatisfy(
            rule -> {
              assertThat(rule.title()).matches("(?s)[A-Z].*[^.]").hasSizeLessThan(110);
              assertThat(rule.consequence()).isNotBlank().doesNotEndWith(".");
              assertThat(rule.fix()).isNotBlank().doesNotEndWith(".");
            });
  }

  @Test
  void securityOfOtherPeoplesChartsIsJudgedByTheirDefaults() {
    assertThat(register.all())
        .filteredOn(rule -> Set.of("IMG", "POD", "SEC").contains(rule.family()))
        .noneMatch(rule -> rule.strictness() == Strictness.ALWAYS);
  }

  @Test
  void everyIdInTheCodeIsRegistered() {
    assertThat(literals(path -> true)).allMatch(each -> register.find(each.id()).isPresent());
  }

  @Test
  void onlyTheRegisterWritesIds() {
    assertThat(
            literals(
                path ->
                    !DECLARATIONS.contains(path.getFileName().toString())
                        && !path.getParent().endsWith(Path.of("generator", "rule"))))
        .isEmpty();
  }

  /** An id as a string literal of main code. */
  private record Literal(String id, Path file) {}

  private interface Selection {
    boolean has(Path file);
  }

  private static List<Literal> literals(Selection selection) {
    List<Literal> literals = new ArrayList<>();
    for (Path folder : List.of(ROOT.resolve("dsl"), ROOT.resolve("generator"))) {
      try (Stream<Path> files = Files.walk(folder)) {
        files
            .filter(path -> path.toString().endsWith(".java"))
            .filter(path -> path.toString().replace('\\', '/').contains("/src/main/java/"))
            .filter(path -> !path.toString().replace('\\', '/').contains("/src/it/"))
            .filter(selection::has)
            .forEach(path -> addLiterals(path, literals));
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      }
    }
    return literals;
  }

  private static void addLiterals(Path path, List<Literal> literals) {
    try {
      Matcher literal = LITERAL.matcher(Files.readString(path, UTF_8));
      while (literal.find()) {
        literals.add(new Literal(literal.group(1), path));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
