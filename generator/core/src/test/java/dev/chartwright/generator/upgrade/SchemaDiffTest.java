package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chartwright.generator.upgrade.SchemaDiff.Difference;
import dev.chartwright.generator.upgrade.SchemaDiff.Kind;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaDiffTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Each row in both directions: what allows less one way allows more the other way. */
  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {minimum: 1} | {minimum: 2} | it must be at least 2, and was at least 1 | it must be at least 1, and was at least 2
          {} | {minimum: 2} | it must be at least 2 | it need not be at least 2 any more
          {maximum: 50} | {maximum: 20} | it must be at most 20, and was at most 50 | it must be at most 50, and was at most 20
          {exclusiveMinimum: 0} | {exclusiveMinimum: 0.5} | it must be more than 0.5, and was more than 0 | it must be more than 0, and was more than 0.5
          {exclusiveMaximum: 9} | {exclusiveMaximum: 8} | it must be less than 8, and was less than 9 | it must be less than 9, and was less than 8
          {minLength: 0} | {minLength: 1} | it must be at least 1 character, and was at least 0 characters | it must be at least 0 characters, and was at least 1 character
          {maxLength: 63} | {maxLength: 53} | it must be at most 53 characters, and was at most 63 characters | it must be at most 63 characters, and was at most 53 characters
          {} | {minItems: 1} | it must be at least 1 item | it need not be at least 1 item any more
          {} | {maxItems: 1} | it must be at most 1 item | it need not be at most 1 item any more
          {} | {minProperties: 1} | it must be at least 1 key | it need not be at least 1 key any more
          {} | {maxProperties: 1} | it must be at most 1 key | it need not be at most 1 key any more
          {} | {pattern: ^a$} | a rule 'pattern' is new: "^a$" | the rule 'pattern' is gone: "^a$"
          {} | {format: uri} | a rule 'format' is new: "uri" | the rule 'format' is gone: "uri"
          {} | {multipleOf: 2} | a rule 'multipleOf' is new: 2 | the rule 'multipleOf' is gone: 2
          {uniqueItems: false} | {uniqueItems: true} | a rule 'uniqueItems' is new: true | the rule 'uniqueItems' is gone: true
          {} | {not: {enum: [latest]}} | a rule 'not' is new: {"enum":["latest"]} | the rule 'not' is gone: {"enum":["latest"]}
          {not: {enum: [a]}} | {not: {enum: [a, b]}} | "b" is refused now | "b" is no longer refused
          {} | {if: {minimum: 1}} | a rule 'if' is new: {"minimum":1} | the rule 'if' is gone: {"minimum":1}
          {} | {propertyNames: {minLength: 1}} | a rule 'propertyNames' is new: {"minLength":1} | the rule 'propertyNames' is gone: {"minLength":1}
          {} | {enum: [a, b]} | only "a", "b" are allowed | it is no longer bound to "a", "b"
          {enum: [a, b]} | {enum: [a]} | "b" is no longer a choice | "b" is a choice now
          {enum: [a, b]} | {const: a} | "b" is no longer a choice | "b" is a choice now
          {type: [string, 'null']} | {type: string} | the type was string or null and is string | the type was string and is string or null
          {type: number} | {type: integer} | the type was number and is integer | the type was integer and is number
          {} | {type: string} | the type was anything and is string | the type was string and is anything
          {allOf: [{pattern: a}]} | {allOf: [{pattern: a}, {pattern: b}]} | the rule 'allOf' is another one | the rule 'allOf' is another one
          {anyOf: [{pattern: a}, {pattern: b}]} | {anyOf: [{pattern: a}]} | the rule 'anyOf' is another one | the rule 'anyOf' is another one
          {} | {oneOf: [{pattern: a}]} | the rule 'oneOf' is another one | the rule 'oneOf' is another one
          {} | {additionalProperties: false} | keys that it does not name are refused | keys that it does not name are allowed
          {} | {additionalProperties: {type: string}} | keys that it does not name have a rule | keys that it does not name have no rule any more
          {additionalProperties: {type: string}} | {additionalProperties: false} | keys that it does not name are refused | keys that it does not name are allowed
          {additionalProperties: false} | {additionalProperties: false, patternProperties: {^a: false}} | keys like ^a are refused | keys like ^a are no longer refused
          {additionalProperties: false, patternProperties: {^a: {}}} | {additionalProperties: false} | keys like ^a are no longer allowed as such | keys like ^a have a rule of their own
          {additionalProperties: {maximum: 2}} | {additionalProperties: {maximum: 1}} | v.*: it must be at most 1, and was at most 2 | v.*: it must be at most 2, and was at most 1
          {patternProperties: {^a: {maximum: 2}}} | {patternProperties: {^a: {maximum: 1}}} | v.*: it must be at most 1, and was at most 2 | v.*: it must be at most 2, and was at most 1
          {items: {maximum: 2}} | {items: {maximum: 1}} | v[]: it must be at most 1, and was at most 2 | v[]: it must be at most 2, and was at most 1
          {} | {items: {maximum: 1}} | v[]: its items have a rule | v[]: its items have no rule any more
          {properties: {a: {}}} | {properties: {a: {}}, required: [a]} | v.a: it is required | v.a: it is no longer required
          {} | false | nothing is allowed any more | it is allowed now
          """)
  void aRuleAllowsLessOrMore(String wide, String narrow, String less, String more) {
    assertThat(of(wide, narrow)).containsExactly(line(Kind.TIGHTENED, less));
    assertThat(of(narrow, wide)).containsExactly(line(Kind.LOOSENED, more));
  }

  private static String line(Kind kind, String words) {
    return kind + " " + (words.startsWith("v") ? words : "v: " + words);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {type: string} | {type: integer} | RETYPED v: the type was string and is integer
          {type: [string, 'null']} | {type: [object, 'null']} | RETYPED v: the type was string or null and is object or null
          {type: string, maxLength: 5} | {type: object, additionalProperties: false} | RETYPED v: the type was string and is object
          {pattern: ^a$} | {pattern: ^b$} | TIGHTENED v: the rule 'pattern' was "^a$" and is "^b$"
          {additionalProperties: false, properties: {a: {}, b: {}}} | {additionalProperties: false, properties: {a: {}}} | REMOVED v.b: it is gone
          {properties: {a: {}}} | {properties: {a: {}, b: {}}} | ADDED v.b: it is new
          {properties: {a: {maximum: 2}}} | {additionalProperties: {maximum: 1}} | TIGHTENED v.a: it must be at most 1, and was at most 2
          {type: object} | {type: object, properties: {a: {type: string}, b: {}, c: {}}} | TIGHTENED v: free keys have a rule now: a
          {additionalProperties: {type: string}} | {additionalProperties: {type: string}, properties: {a: {type: string, maxLength: 5}}} | TIGHTENED v.a: it must be at most 5 characters
          {patternProperties: {^a: {type: string}}} | {patternProperties: {^a: {type: string}}, properties: {ab: {type: integer}}} | RETYPED v.ab: the type was string and is integer
          {additionalProperties: false} | {additionalProperties: false, properties: {a: {type: string}}} | ADDED v.a: it is new
          {} | {pattern: "\\x85"} | TIGHTENED v: a rule 'pattern' is new: "\\u0085"
          {} | {deprecated: true} | DEPRECATED v: it is deprecated
          {description: Old.} | {description: 'Deprecated, use w.'} | DEPRECATED v: it is deprecated
          """)
  void aValueComesAndGoesAndChanges(String before, String after, String expected) {
    List<String> differences = of(before, after);
    assertThat(differences).contains(expected);
    assertThat(differences).filteredOn(each -> !each.startsWith("TIGHTENED v: keys")).hasSize(1);
  }

  @ParameterizedTest(name = "{0} → {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {description: a, title: b, default: 1} | {description: c, examples: [1]}
          {type: integer} | {type: [integer]}
          {minimum: 1} | {minimum: 1.0}
          {enum: [a, b]} | {enum: [b, a]}
          {const: a} | {enum: [a]}
          {allOf: [{pattern: a, description: b}]} | {allOf: [{pattern: a}]}
          {uniqueItems: false} | {}
          {additionalProperties: true} | {}
          {properties: {a: {}}, required: [a]} | {required: [a], properties: {a: {}}}
          """)
  void whatMeansTheSameIsNoDifference(String before, String after) {
    assertThat(of(before, after)).isEmpty();
    assertThat(of(after, before)).isEmpty();
  }

  @Test
  void tellsWhetherAValueThatIsGoneIsRefusedOrIgnored() {
    assertThat(gone("{additionalProperties: false}").isRefused()).isTrue();
    assertThat(gone("{}").isRefused()).isFalse();
  }

  private static Difference gone(String after) {
    return SchemaDiff.between(schema("{properties: {a: {}}}"), schema(after), Map.of()).stream()
        .filter(each -> each.kind() == Kind.REMOVED)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatHelmCompletesByADefaultIsNotMissed() {
    JsonNode before = schema("{properties: {a: {}, b: {}}}");
    JsonNode after = schema("{properties: {a: {}, b: {}}, required: [a, b]}");
    assertThat(SchemaDiff.between(before, after, Map.of("a", "given")))
        .extracting(Difference::path)
        .containsExactly("b");
  }

  @Test
  void followsReferencesInsideOfTheFile() {
    JsonNode before =
        schema(
            "{properties: {v: {$ref: '#/definitions/size'}}, definitions: {size: {maximum: 9}}}");
    JsonNode other =
        schema("{properties: {v: {$ref: '#/definitions/s~1m'}}, definitions: {s/m: {maximum: 5}}}");
    JsonNode inline = schema("{properties: {v: {maximum: 9}}}");
    assertThat(SchemaDiff.between(before, inline, Map.of())).isEmpty();
    assertThat(SchemaDiff.between(before, other, Map.of()))
        .extracting(Difference::words)
        .containsExactly("it must be at most 5, and was at most 9");
  }

  @Test
  void endsInSchemasThatReferToThemselves() {
    String tree =
        "{properties: {v: {$ref: '#/definitions/node'}}, definitions: {node: {properties: {name:"
            + " {maxLength: %s}, children: {items: {$ref: '#/definitions/node'}}}}}}";
    assertThat(SchemaDiff.between(schema(tree.formatted(9)), schema(tree.formatted(5)), Map.of()))
        .extracting(Difference::path)
        .containsExactly("v.name");
    String circle =
        "{properties: {v: {$ref: '#/definitions/a'}}, definitions: {a: {$ref: '#/definitions/a'}}}";
    assertThat(SchemaDiff.between(schema(circle), schema(circle), Map.of())).isEmpty();
  }

  private static List<String> of(String before, String after) {
    return SchemaDiff.between(
            schema("{properties: {v: " + before + "}}"),
            schema("{properties: {v: " + after + "}}"),
            Map.of())
        .stream()
        .map(each -> each.kind() + " " + each.path() + ": " + each.words())
        .toList();
  }

  static JsonNode schema(String yaml) {
    try {
      return JSON.readTree(JSON.writeValueAsString(YamlReader.read(yaml)));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
