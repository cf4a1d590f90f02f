package dev.chartwright.generator.helm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.chartwright.generator.Generator;
import dev.chartwright.problem.InvalidModelException;
import org.junit.jupiter.api.Test;

class TwentyMistakesTest {
  private static final String REPORT =
      """
      twenty: 20 errors

      error: values.port  [DEC-04]
          what: the default 70000 is not between 0 and 65535
          why:  the schema of the chart would reject the chart's own values
          fix:  change the default or the constraint
          line: TwentyMistakes.java:27

      error: values.replica_count  [DEC-01]
          what: 'replica_count' is not a valid key: use camelCase, and no YAML keyword
          why:  the key would need quotes in every template, or YAML would read it as a boolean or null
          fix:  use letters and digits, begin with a lower-case letter, and use no YAML keyword such as yes, no or null
          line: TwentyMistakes.java:28

      error: values.debug  [DEC-03]
          what: the value has no description
          why:  people who install the chart cannot tell what it is for
          fix:  describe it in one sentence
          line: TwentyMistakes.java:29

      error: values.zone  [DEC-08]
          what: the pattern '[a-z]*' does not begin with ^ and end with $
          why:  Helm would reject the chart's schema, or accept text that only contains a match
          fix:  begin with ^, end with $, and use only what both RE2 and Java know
          line: TwentyMistakes.java:30

      error: values.weight  [DEC-07]
          what: no whole number is between 9 and 4 within ±2^53
          why:  no setting would be valid
          fix:  correct the bounds or the choices
          line: TwentyMistakes.java:31

      error: values.debug  [DEC-05]
          what: 'debug' is declared twice
          why:  one of the two declarations would have no effect
          fix:  rename one of them, or use the first one in both places
          line: TwentyMistakes.java:32

      error: values.hosts  [DEC-10]
          what: .Values.hosts is a list or map, which does not fit into text
          why:  the manifest would hold a value of the wrong type
          fix:  use the reference for the field's type, or bind the value to the field with Manifest.bind(path, value)
          line: TwentyMistakes.java:45

      error: values.port  [DEC-14]
          what: .Values.port is a number and stands for a condition
          why:  Helm reads 0 as false, so a 0 that a user sets would count as unset
          fix:  compare the number: value.greaterThan(0) or value.is(0)
          line: TwentyMistakes.java:46

      error: values.port  [DEC-16]
          what: .Values.port is not a list or map: there is nothing to loop over
          why:  the template could not be rendered
          fix:  loop over a list or map, and name the variable with letters and digits
          line: TwentyMistakes.java:50

      error: values.zone  [DEC-15]
          what: .Values.zone, text, is compared with 5, a whole number
          why:  the installation would fail with a comparison error
          fix:  compare with a literal or value of the same type
          line: TwentyMistakes.java:52

      error: manifests[Web Page]  [DEC-19]
          what: 'Web Page' is not a valid name of a template file
          why:  the file could not be written on every system
          fix:  use lower-case letters, digits and hyphens, and / for a sub-folder
          line: TwentyMistakes.java:43

      error: manifests[web].data..debug  [DEC-20]
          what: 'data..debug' is not the path of a field, at '..debug'
          why:  the edit would change nothing
          fix:  write a path such as spec.containers[web].env[0] or data['a.b']
          line: TwentyMistakes.java:47

      error: manifests[web].data.locale  [DEC-17]
          what: 'de_DE' of java.util.Locale is not a scalar
          why:  YAML cannot express it
          fix:  convert it into text, a number, a map or a list
          line: TwentyMistakes.java:51

      error: manifests[other].guards  [DEC-21]
          what: the message of a guard is not one fixed line: 'One line.\\nAnother line.'
          why:  Helm would show it in pieces, or with unreadable text in it
          fix:  write one line without references
          line: TwentyMistakes.java:55

      error: templates[port]  [DEC-23]
          what: the body is 80
          why:  an include could not place it
          fix:  write a text, a choice of texts, a map or a list
          line: TwentyMistakes.java:41

      error: version  [CHA-01]
          what: '1.0' is not SemVer 2
          why:  Helm, helm lint or a chart registry rejects the chart
          fix:  write three numbers, such as 1.0.0
          line: TwentyMistakes.java:37

      error: ciCases[many].replica_count  [VAL-01]
          what: values.replica_count -1 is not between 0 and 2147483647
          why:  the schema of the chart rejects the setting
          fix:  set a declared value as its constraint allows
          line: TwentyMistakes.java:42

      error: dependencies[redis].version  [DEC-24]
          what: the dependency has no version
          why:  Helm could not download it
          fix:  write Dependency.on(name, version, repository) with all three
          line: TwentyMistakes.java:40

      error: manifests[other].data.theirs  [TPL-05]
          what: .Values.theirs is not declared by the values of this chart
          why:  the rendered field is empty, or Helm cannot render the chart
          fix:  declare it, or pass the values that it comes from to the chart
          line: TwentyMistakes.java:54

      error: values.unused  [VAL-03]
          what: no template uses it
          why:  users set a value that has no effect
          fix:  use the value in a template, or remove it
          line: TwentyMistakes.java:34
      """;

  @Test
  void everyMistakeOfAChartIsReportedAtOnceWithItsLine() {
    InvalidModelException invalid =
        catchThrowableOfType(
            InvalidModelException.class, () -> Generator.generate(new TwentyMistakes()));
    assertThat(invalid).hasMessage(REPORT);
    assertThat(invalid.findings()).hasSize(20);
    assertThat(invalid.findings()).extracting(each -> each.rule().id()).doesNotHaveDuplicates();
    assertThat(invalid.findings()).allMatch(finding -> finding.place().declaredAt().isPresent());
  }
}
