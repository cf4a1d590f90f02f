package dev.chartwright.generator.gcloud;

import dev.chartwright.generator.template.Quoting;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Words of bash. What the shell takes as it is stays bare, so that scripts read as if an author had
 * typed them; everything else stands in single quotes, in which nothing has a meaning. Stateless.
 */
final class ShellQuoting implements Quoting {
  /** Neither special anywhere in a word nor at its start; the rest of the world is quoted. */
  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9@%_+:,./=-]+");

  /** The start of {@code --flag=value}, which needs no quotes even if the value does. */
  private static final Pattern FLAG = Pattern.compile("--[a-z][a-z0-9-]*=");

  @Override
  public String language() {
    return "bash";
  }

  @Override
  public String quoted(String text) {
    if (text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "a text with a NUL character cannot be written into a shell script: "
              + text.replace('\0', '\u2400'));
    }
    if (BARE.matcher(text).matches()) {
      return text;
    }
    Matcher flag = FLAG.matcher(text);
    int start = flag.lookingAt() ? flag.end() : 0;
    return text.substring(0, start) + "'" + text.substring(start).replace("'", "'\\''") + "'";
  }
}
