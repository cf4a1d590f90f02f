package dev.chartwright.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.Test;

class PushMojoTest {
  @Test
  void aPasswordIsTakenAsItIs() throws MojoFailureException {
    assertThat(PushMojo.required("s", "password", "p${x}:ä")).isEqualTo("p${x}:ä");
  }

  @Test
  void anEmptyPasswordOfAServerIsRefused() {
    assertThatThrownBy(() -> PushMojo.required("s", "password", ""))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "The server 's' in settings.xml has no <password>: write both <username> and <password>");
  }

  @Test
  void aVariableThatIsNotSetIsNotSentAsAPassword() {
    assertThatThrownBy(() -> PushMojo.required("s", "password", "${env.TOKEN}"))
        .isInstanceOf(MojoFailureException.class)
        .hasMessage(
            "The <password> of the server 's' in settings.xml is ${env.TOKEN}, which has no value: set"
                + " it, or write the text itself");
  }
}
