package dev.chartwright.generator.push;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Finds credentials that the build does not give: in the environment, in the login file of Helm,
 * and in the login file of Docker. Immutable.
 *
 * @param environment the variables of the process
 * @param home the user's folder
 * @param system the name of the operating system, as {@code os.name} has it
 */
public record CredentialSources(Map<String, String> environment, Path home, String system) {
  /** The variable with the user name. */
  public static final String USERNAME = "CHARTWRIGHT_REPOSITORY_USERNAME";

  /** The variable with the password. */
  public static final String PASSWORD = "CHARTWRIGHT_REPOSITORY_PASSWORD";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long HELPER_SECONDS = 60;

  public CredentialSources {
    environment = Map.copyOf(environment);
    Objects.requireNonNull(home, "home");
    Objects.requireNonNull(system, "system");
  }

  /** Those of this process. */
  public static CredentialSources ofThisProcess() {
    return new CredentialSources(
        System.getenv(), Path.of(System.getProperty("user.home")), System.getProperty("os.name"));
  }

  /**
   * The credentials for a registry or repository.
   *
   * @param host with the port, if it has one
   * @throws PushException if only one of the variables is set, a login file cannot be read, or the
   *     program that it names cannot be run
   */
  public Optional<Credentials> find(String host) {
    // Build servers set a variable to nothing for a secret that they withhold from a build.
    boolean hasName = !environment.getOrDefault(USERNAME, "").isEmpty();
    boolean hasPassword = !environment.getOrDefault(PASSWORD, "").isEmpty();
    if (hasName != hasPassword) {
      throw PushException.request(
          (hasName ? USERNAME : PASSWORD)
              + " is set and "
              + (hasName ? PASSWORD : USERNAME)
              + " is not: set both variables, or none");
    }
    if (hasName) {
      return Optional.of(
          Credentials.password(environment.get(USERNAME), environment.get(PASSWORD)));
    }
    return Stream.of(helm(), docker())
        .filter(Files::isRegularFile)
        .flatMap(file -> in(file, host).stream())
        .findFirst();
  }

  private Path helm() {
    return variable("HELM_REGISTRY_CONFIG")
        .orElseGet(() -> helmFolder().resolve("registry").resolve("config.json"));
  }

  /** Helm's own rule: two variables, then the place of the platform. */
  private Path helmFolder() {
    return variable("HELM_CONFIG_HOME")
        .or(() -> variable("XDG_CONFIG_HOME").map(folder -> folder.resolve("helm")))
        .orElseGet(
            () -> {
              String name = system.toLowerCase(Locale.ROOT);
              if (name.startsWith("windows")) {
                return variable("APPDATA").orElse(home).resolve("helm");
              }
              return name.startsWith("mac")
                  ? home.resolve("Library").resolve("Preferences").resolve("helm")
                  : home.resolve(".config").resolve("helm");
            });
  }

  private Path docker() {
    return variable("DOCKER_CONFIG").orElse(home.resolve(".docker")).resolve("config.json");
  }

  private Optional<Path> variable(String name) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(Path::of);
  }

  private Optional<Credentials> in(Path file, String host) {
    JsonNode login = read(file);
    Optional<String> helper =
        text(entry(login.path("credHelpers"), host)).or(() -> text(login.path("credsStore")));
    if (helper.isPresent()) {
      Optional<Credentials> kept = ask(file, helper.get(), host);
      if (kept.isPresent()) {
        return kept;
      }
    }
    return entry(file, entry(login.path("auths"), host), host);
  }

  private static JsonNode read(Path file) {
    try {
      // An empty file is what Helm leaves after a logout.
      byte[] content = Files.readAllBytes(file);
      return content.length == 0 ? MissingNode.getInstance() : JSON.readTree(content);
    } catch (JsonProcessingException malformed) {
      // Its own message would quote the file, and so a password.
      throw PushException.environment(
          "The login file " + file + " is not valid JSON: log in again, or delete the file");
    } catch (IOException unreadable) {
      throw PushException.environment(
          "The login file " + file + " cannot be read: give this user the right to read it",
          unreadable);
    }
  }

  /** The entry of a host: its key is the host, or an address of the host. */
  private static JsonNode entry(JsonNode entries, String host) {
    JsonNode exact = entries.path(host);
    if (!exact.isMissingNode()) {
      return exact;
    }
    return entries.properties().stream()
        .filter(each -> names(each.getKey(), host))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(MissingNode.getInstance());
  }

  private static boolean names(String key, String host) {
    String named = key.replaceFirst("^https?://", "").replaceFirst("/.*$", "");
    return canonical(named).equals(canonical(host));
  }

  /** The registry of Docker has three names. */
  private static String canonical(String host) {
    String name = host.toLowerCase(Locale.ROOT);
    return List.of("docker.io", "index.docker.io").contains(name) ? "registry-1.docker.io" : name;
  }

  private static Optional<Credentials> entry(Path file, JsonNode entry, String host) {
    Optional<String> token = text(entry.path("identitytoken"));
    if (token.isPresent()) {
      return token.map(Credentials::identityToken);
    }
    Optional<String> auth = text(entry.path("auth"));
    if (auth.isEmpty()) {
      return Optional.empty();
    }
    String pair;
    try {
      pair = new String(Base64.getDecoder().decode(auth.get()), UTF_8);
    } catch (IllegalArgumentException malformed) {
      pair = "";
    }
    int colon = pair.indexOf(':');
    if (colon < 0) {
      throw PushException.environment(
          "The login file " + file + " has a damaged entry for " + host + ": log in there again");
    }
    // Docker pads what it writes with zero bytes.
    return Optional.of(
        Credentials.password(
            pair.substring(0, colon), pair.substring(colon + 1).replaceAll("\0+$", "")));
  }

  private static Optional<String> text(JsonNode node) {
    return Optional.of(node.asText("")).filter(text -> !text.isEmpty());
  }

  /** Asks the program that keeps the credentials. */
  private Optional<Credentials> ask(Path file, String helper, String host) {
    String program = "docker-credential-" + helper;
    JsonNode answer;
    try {
      ProcessBuilder builder = new ProcessBuilder(program, "get");
      builder.redirectError(ProcessBuilder.Redirect.DISCARD);
      Process process = builder.start();
      try (OutputStream input = process.getOutputStream()) {
        input.write((host + "\n").getBytes(UTF_8));
      } catch (IOException closed) {
        // A program that does not read its input still answers on its output.
      }
      if (!process.waitFor(HELPER_SECONDS, TimeUnit.SECONDS)) {
        process.destroy();
        throw new IOException("it does not end");
      }
      if (process.exitValue() != 0) {
        return Optional.empty();
      }
      answer = JSON.readTree(process.getInputStream());
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw PushException.environment("The push was interrupted", stopped);
    } catch (IOException failure) {
      throw PushException.environment(
          "The login file "
              + file
              + " leaves the credentials to "
              + program
              + ", which cannot be run or gives no valid answer: install the program, or remove it from the file",
          failure);
    }
    String username = answer.path("Username").asText("");
    return text(answer.path("Secret"))
        .map(
            secret ->
                username.equals("<token>")
                    ? Credentials.identityToken(secret)
                    : Credentials.password(username, secret));
  }
}
