package dev.chartwright.generator.check;

import static dev.chartwright.generator.rule.ObjectRules.SEC_01;
import static dev.chartwright.generator.rule.ObjectRules.SEC_02;
import static dev.chartwright.generator.rule.ObjectRules.SEC_03;

import dev.chartwright.problem.Finding;
import dev.chartwright.problem.Place;
import dev.chartwright.problem.Rule;
import dev.chartwright.prover.Environment;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.prover.Workers;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Rules about secrets written as text. No message repeats a secret. */
final class SecretRules implements RuleFamily {
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(PASSWORD|PASSWD|TOKEN|SECRET|API_?KEY|PRIVATE_?KEY|CREDENTIAL).*");
  private static final Pattern LOGIN_IN_URI =
      Pattern.compile("[a-zA-Z][\\w+.-]*://([^\\s/:@]*):([^\\s/@]+)@.*", Pattern.DOTALL);
  private static final Pattern SECRET_TEXT =
      Pattern.compile(
          ".*(-----BEGIN [A-Z ]*PRIVATE KEY-----|(?i:password|passwd|token|secret)=\\S).*",
          Pattern.DOTALL);
  private static final Set<String> PUBLIC_SECRETS =
      Set.of("guest", "admin", "changeme", "password", "secret", "123456");

  @Override
  public Set<Rule> rules() {
    return Set.of(SEC_01, SEC_02, SEC_03);
  }

  @Override
  public void check(ProverFleet fleet, Findings findings) {
    environment("leader", fleet.leader().environment(), findings);
    for (Workers group : fleet.workers()) {
      environment(findings.path(group), group.environment(), findings);
    }
  }

  private static void environment(String owner, Environment environment, Findings findings) {
    environment
        .literals()
        .forEach(
            (name, value) -> literal(owner + ".environment[" + name + "]", name, value, findings));
  }

  private static void literal(String path, String name, String value, Findings findings) {
    Matcher login = LOGIN_IN_URI.matcher(value);
    // A reference such as $(PASSWORD) is put in by Kubernetes and is no secret itself.
    boolean hasLogin = login.matches() && !login.group(2).startsWith("$(");
    boolean secretName = SECRET_NAME.matcher(name).matches() && !value.isBlank();
    String password = hasLogin ? login.group(2) : secretName ? value : "";
    String fix =
        hasLogin && value.startsWith("amqp")
            ? "remove it; the chart reads the broker's account from the Secret of the operator"
            : "environment(\""
                + name
                + "\", new SecretReference(\"prover-secrets\", \""
                + name.toLowerCase(Locale.ROOT).replace('_', '-')
                + "\"))";
    if (PUBLIC_SECRETS.contains(password.toLowerCase(Locale.ROOT))) {
      findings.add(
          Finding.error(SEC_03, Place.ofModel(path), name + " contains a well-known password")
              .fixedBy(fix));
    } else if (secretName) {
      findings.add(
          Finding.error(SEC_01, Place.ofModel(path), name + " contains a secret as text")
              .fixedBy(fix));
    } else if (hasLogin || SECRET_TEXT.matcher(value).matches()) {
      findings.add(
          Finding.error(
                  SEC_02, Place.ofModel(path), name + " contains text that looks like a secret")
              .fixedBy(fix));
    }
  }
}
