package dev.chartwright.generator.rule.pod;

import static dev.chartwright.generator.rule.ObjectRules.SEC_01;
import static dev.chartwright.generator.rule.ObjectRules.SEC_02;
import static dev.chartwright.generator.rule.ObjectRules.SEC_03;

import dev.chartwright.problem.Rule;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A secret that stands somewhere as text. Never carries the secret itself.
 *
 * @param rule {@code SEC-01} for the value of something with a secret's name, {@code SEC-02} for
 *     text that has one in it, {@code SEC-03} for one that everybody tries first
 * @param what what is wrong
 */
public record PlainSecret(Rule rule, String what) {
  private static final Set<String> KNOWN =
      Set.of(
          "guest",
          "admin",
          "root",
          "changeme",
          "change-me",
          "change_me",
          "password",
          "passw0rd",
          "secret",
          "123456",
          "12345678",
          "test");

  /** What the last word of a name tells. */
  private static final Set<String> SECRETS =
      Set.of(
          "password",
          "passwd",
          "passphrase",
          "pass",
          "pwd",
          "token",
          "secret",
          "credential",
          "credentials",
          "apikey",
          "secretkey",
          "privatekey");

  /** What makes a secret of a key or a cookie that stands behind it. */
  private static final Set<String> OWNERS =
      Set.of(
          "api",
          "private",
          "secret",
          "access",
          "encryption",
          "signing",
          "shared",
          "account",
          "erlang");

  /** What makes the name of a Secret, or what is made from one, of the word that follows. */
  private static final Set<String> NAMED =
      Set.of(
          "existing",
          "pull",
          "tls",
          "ssl",
          "auth",
          "checksum",
          "cert",
          "certificate",
          "certs",
          "ca");

  /** Words that say nothing of what a name is about. */
  private static final Set<String> FILLERS = Set.of("value", "text", "plain", "literal");

  private static final Pattern WORD_END =
      Pattern.compile("[^A-Za-z0-9]+|(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");

  private static final Pattern PRIVATE_KEY = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY");
  private static final String SCHEME_END = "://";
  private static final Pattern LOGIN = Pattern.compile("([^\\s/:@\"']*):([^\\s/@\"']+)@");
  private static final Pattern KNOWN_LOGIN =
      Pattern.compile("(?<![\\w.-])(guest:guest|admin:admin|root:root)(?![\\w.-])");
  private static final Pattern BEARER =
      Pattern.compile("(?i)authorization\\W{1,4}(?:bearer|basic)\\s+(?<value>[^\\s\"']+)");

  private static final String NAME = "(?<name>[A-Za-z_][\\w.-]*)";
  private static final String VALUE = "(?<value>\"[^\"]*\"|'[^']*'|[^\\s\"',;&|)]+)";

  /** As in properties, in a shell, in arguments and in the query of a URI. */
  private static final Pattern ASSIGNMENT =
      Pattern.compile("(?<![\\w$.{/-])-*+[\"']?" + NAME + "[\"']?[ \\t]*=(?![=~])[ \\t]*" + VALUE);

  /** As in YAML and JSON; it takes the rest of the line, which a sentence would not. */
  private static final Pattern ENTRY =
      Pattern.compile(
          "(?m)(?:^[ \\t]*(?:- )?|[{,][ \\t]*)[\"']?"
              + NAME
              + "[\"']?[ \\t]*:[ \\t]+"
              + VALUE
              + "(?=[ \\t]*(?:[,}]|#.*$|$))");

  private static final Pattern ENTRY_WITHOUT_SPACE =
      Pattern.compile("[{,][ \\t]*\"" + NAME + "\":" + VALUE);

  private static final Pattern READ = Pattern.compile("\\$\\{|\\{\\{|%[({]");
  private static final Pattern VARIABLE = Pattern.compile("^[\"']?[$%@<`&*!].*", Pattern.DOTALL);
  private static final Pattern EXPRESSION = Pattern.compile("[(\\[{}<>]");
  private static final Pattern FILE =
      Pattern.compile("[\"']?(file:|\\./|~/|(/[\\w.@-]++){2,}+/?[\"']?$).*");
  private static final Pattern SWITCH =
      Pattern.compile(
          "(?i)true|false|yes|no|on|off|null|none|nil|optional|required|disabled|enabled");

  /** The value of a variable, a key or an argument, if it is a secret. */
  public static Optional<PlainSecret> of(String name, String value) {
    return isSecret(name) && isLiteral(value)
        ? Optional.of(
            known(value, name)
                .orElseGet(() -> new PlainSecret(SEC_01, name + " holds a secret as text")))
        : inText(value);
  }

  /** The first secret in a text of any kind. */
  public static Optional<PlainSecret> inText(String text) {
    if (PRIVATE_KEY.matcher(text).find()) {
      return Optional.of(new PlainSecret(SEC_02, "it holds a private key"));
    }
    Matcher login = LOGIN.matcher(text);
    // Where each scheme ends is looked for, because any word may be the beginning of one.
    for (int end = text.indexOf(SCHEME_END); end >= 0; end = text.indexOf(SCHEME_END, end + 1)) {
      login.region(end + SCHEME_END.length(), text.length());
      if (!isScheme(text, end) || !login.lookingAt()) {
        continue;
      }
      String password = login.group(2);
      if (isLiteral(password) && !EXPRESSION.matcher(password).find()) {
        String what = "it holds a URI with a password";
        return Optional.of(known(password, "a URI").orElse(new PlainSecret(SEC_02, what)));
      }
    }
    if (KNOWN_LOGIN.matcher(text).find() || isPlaceholder(text)) {
      return Optional.of(knownTo("it"));
    }
    Matcher bearer = BEARER.matcher(text);
    while (bearer.find()) {
      if (isLiteral(bearer.group("value"))) {
        return Optional.of(new PlainSecret(SEC_02, "it holds an Authorization header"));
      }
    }
    for (Pattern form : List.of(ASSIGNMENT, ENTRY, ENTRY_WITHOUT_SPACE)) {
      Matcher matcher = form.matcher(text);
      while (matcher.find()) {
        String name = matcher.group("name");
        String value = matcher.group("value");
        if (isSecret(name) && isWritten(value)) {
          String plain = value.replaceAll("^[\"']|[\"']$", "");
          String what = "it sets " + name + " to a secret as text";
          return Optional.of(known(plain, name).orElse(new PlainSecret(SEC_02, what)));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether something of this name is a secret, and not the name or the file of one. */
  static boolean isSecret(String name) {
    String[] words = WORD_END.split(name);
    int last = words.length - 1;
    while (last > 0 && FILLERS.contains(word(words[last]))) {
      last--;
    }
    if (last < 0) {
      return false;
    }
    String word = word(words[last]);
    if (word.isEmpty() && last > 0) {
      last--; // A number behind the name.
      word = word(words[last]);
    }
    String before = last == 0 ? "" : word(words[last - 1]);
    if (word.equals("secret") && NAMED.contains(before)) {
      return false; // The name of a Secret.
    }
    return SECRETS.contains(word)
        || (Set.of("key", "cookie").contains(word) && OWNERS.contains(before));
  }

  private static String word(String word) {
    int end = word.length();
    while (end > 0 && Character.isDigit(word.charAt(end - 1))) {
      end--;
    }
    return word.substring(0, end).toLowerCase(Locale.ROOT);
  }

  /** Whether the word that ends at a place has a letter, with which a scheme begins. */
  private static boolean isScheme(String text, int end) {
    for (int at = end - 1; at >= 0; at--) {
      char sign = text.charAt(at);
      if ((sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z')) {
        return true;
      }
      if ((sign < '0' || sign > '9') && "_+.-".indexOf(sign) < 0) {
        return false;
      }
    }
    return false;
  }

  /** Whether a text has {@code $(NAME)} in it, which Kubernetes or a shell replaces. */
  private static boolean isReplaced(String text) {
    int start = text.indexOf("$(");
    return start >= 0 && text.indexOf(')', start) >= 0;
  }

  /** Whether a value is itself, and not a reference to what Kubernetes or a program puts in. */
  static boolean isLiteral(String value) {
    String bare = value.strip();
    return !bare.isEmpty()
        && !isReplaced(bare)
        && !READ.matcher(bare).find()
        && !VARIABLE.matcher(bare).matches()
        && !FILE.matcher(bare).matches()
        && !SWITCH.matcher(bare).matches()
        && !bare.chars().allMatch(c -> c == '*' || c == 'x' || c == '.' || c == '-');
  }

  /** The same of the right side of an assignment, which may also be an expression. */
  private static boolean isWritten(String value) {
    boolean quoted = value.startsWith("\"") || value.startsWith("'");
    String bare = quoted ? value.substring(1, value.length() - 1) : value;
    boolean reads =
        !quoted
            && (EXPRESSION.matcher(value).find()
                || (value.indexOf('.') > 0 && isSecret(value) && !KNOWN.contains(value)));
    return isLiteral(bare) && !reads;
  }

  private static boolean isPlaceholder(String value) {
    return value.strip().matches("(?i)change[-_]?me");
  }

  private static Optional<PlainSecret> known(String value, String where) {
    return KNOWN.contains(value.strip().toLowerCase(Locale.ROOT))
        ? Optional.of(knownTo(where))
        : Optional.empty();
  }

  private static PlainSecret knownTo(String where) {
    return new PlainSecret(SEC_03, where + " contains a well-known password");
  }
}
