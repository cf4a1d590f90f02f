package dev.chartwright.companion.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.chartwright.companion.broker.BrokerException.Kind;
import dev.chartwright.companion.broker.Fence.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FenceTest extends BrokerTest {
  @Test
  void aFenceThatIsNotThereIsOpen() throws Exception {
    assertThat(fence.state()).isEqualTo(new State(false, "", ""));

    fence.open();
    assertThat(management.globalParameter(fence.name())).contains("open");
  }

  @Test
  void anOwnerClosesAndOpensIt() throws Exception {
    fence.close("run 7 failed: a task was lost");

    assertThat(fence.state())
        .isEqualTo(new State(true, "volume-1", "run 7 failed: a task was lost"));
    assertThat(fence.isOwn(fence.state())).isTrue();
    assertThat(management.globalParameter(fence.name()))
        .contains("closed by volume-1: run 7 failed: a task was lost");

    fence.close("");
    assertThat(fence.state()).isEqualTo(new State(true, "volume-1", ""));

    fence.open();
    assertThat(fence.state().closed()).isFalse();
    assertThat(management.globalParameter(fence.name())).contains("open");
  }

  @Test
  void aFenceOfAnotherIsLeftAloneAndItsOwnerNamed() throws Exception {
    fence("volume-2").close("the password is being changed");

    assertRefused(
        Kind.FENCE_OF_ANOTHER,
        "the fence " + fence.name() + " was closed by volume-2 (the password is being changed)",
        fence::open);
    assertRefused(Kind.FENCE_OF_ANOTHER, "volume-2", () -> fence.close("mine"));
    assertRefused(Kind.FENCE_OF_ANOTHER, "volume-2", () -> reset(FAST_TIMES).run("mine"));
    assertThat(fence.state())
        .isEqualTo(new State(true, "volume-2", "the password is being changed"));
    assertThat(fence.isOwn(fence.state())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"closed", "closed by ", "closed for repair"})
  void aFenceClosedByHandIsClosedAndOfSomebodyElse(String value) throws Exception {
    management.putGlobalParameter(fence.name(), value);

    assertThat(fence.state()).isEqualTo(new State(true, "", ""));
    assertRefused(Kind.FENCE_OF_ANOTHER, "somebody without a name", fence::open);
    assertThat(management.globalParameter(fence.name())).contains(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"opened\"", "7", "{\"closed\":true}", "null", "[]"})
  void whatWorkersDoNotTakeForClosedIsOpen(String value) throws Exception {
    broker.put("global-parameters/" + fence.name(), "{\"value\":" + value + "}");

    assertThat(fence.state().closed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a:b", "a\nb"})
  void anOwnerIsOneWord(String owner) {
    assertThatIllegalArgumentException().isThrownBy(() -> fence(owner));
  }
}
