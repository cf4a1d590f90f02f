package dev.chartwright.generator.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.generator.upgrade.Changelog.Entry;
import dev.chartwright.generator.upgrade.Changelog.Kind;
import dev.chartwright.generator.yaml.Tree;
import dev.chartwright.generator.yaml.YamlReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChangelogTest {
  @Test
  void isWrittenAsArtifactHubReadsIt() {
    Changelog changelog =
        new Changelog(
            List.of(
                new Entry(Kind.ADDED, "Add the value a"),
                new Entry(Kind.CHANGED, "Allow less for the value b: at most 4"),
                new Entry(Kind.ADDED, "Add the value a"),
                new Entry(Kind.REMOVED, "Remove the value c")));
    assertThat(changelog.annotation())
        .isEqualTo(
            """
            annotations:
              artifacthub.io/changes: |
                - kind: removed
                  description: Remove the value c
                - kind: changed
                  description: 'Allow less for the value b: at most 4'
                - kind: added
                  description: Add the value a
            """);
  }

  @Test
  void everySentenceArrivesAsItIs() {
    List<String> sentences =
        List.of("a: b", "# no remark", "it's", "\"quoted\"", "- item", "true", "1.0", "{a}", "é…");
    Changelog changelog =
        new Changelog(sentences.stream().map(sentence -> new Entry(Kind.FIXED, sentence)).toList());
    Object annotation =
        Tree.at(YamlReader.read(changelog.annotation()), "annotations", "artifacthub.io/changes");
    List<?> entries = (List<?>) YamlReader.read((String) annotation);
    assertThat(entries).extracting(entry -> Tree.at(entry, "description")).isEqualTo(sentences);
    assertThat(entries).extracting(entry -> Tree.at(entry, "kind")).containsOnly("fixed");
  }

  @Test
  void saysNothingWhenThereIsNothingToTell() {
    assertThat(new Changelog(List.of()).annotation()).isEmpty();
  }

  @Test
  void aSentenceIsOneLine() {
    assertThatThrownBy(() -> new Entry(Kind.FIXED, "two\nlines"))
        .hasMessage("the description of a change is one line: 'two\nlines'");
  }
}
