package dev.chartwright.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class FindingGroupTest {
  private static final Rule RULE = Rule.of("NAM-08", "A title", "the name is taken", "rename it");
  private static final TriedCase TAKEN = TriedCase.ofSpace("port=81", "", "port: 81\n");

  @Test
  void oneRuleInOneFieldIsOneGroupWhateverTheFileAndTheItem() {
    List<FindingGroup> groups =
        FindingGroup.of(
            List.of(
                found(service("a", "spec.ports[0].name")),
                found(service("a", "spec.selector")),
                found(service("b", "spec.ports[2].name"))));

    assertThat(groups)
        .extracting(FindingGroup::places)
        .containsExactly(
            List.of(service("a", "spec.ports[0].name"), service("b", "spec.ports[2].name")),
            List.of(service("a", "spec.selector")));
  }

  @Test
  void whatOneSettingBreaksIsOneGroup() {
    TriedCase other = TriedCase.ofSpace("port=79", "", "port: 79\n");
    List<Finding> findings =
        List.of(
            found(service("a", "spec.ports").shownBy(TAKEN)),
            found(service("b", "spec.selector").shownBy(TAKEN)),
            found(service("c", "spec.ports").shownBy(other)));

    assertThat(FindingGroup.of(findings))
        .extracting(each -> each.findings().size())
        .containsExactly(2, 1);
  }

  @Test
  void theWorstGroupComesFirst() {
    Finding note = Finding.note(RULE, service("a", "spec"), "it is short").fixedBy("nothing");
    Finding error = found(service("b", "spec"));

    assertThat(FindingGroup.of(List.of(note, error)))
        .extracting(FindingGroup::severity)
        .containsExactly(Severity.ERROR, Severity.NOTE);
  }

  @Test
  void aGroupIsNeverEmpty() {
    assertThat(FindingGroup.of(List.of())).isEmpty();
    assertThatThrownBy(() -> new FindingGroup(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Place service(String name, String field) {
    return Place.ofObject(name + ".yaml", new ObjectName("Service", name)).field(field);
  }

  private static Finding found(Place place) {
    return Finding.error(RULE, place, "it is taken at " + place);
  }
}
