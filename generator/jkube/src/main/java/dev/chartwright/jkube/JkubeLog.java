package dev.chartwright.jkube;

import java.util.Locale;
import java.util.regex.Pattern;
import org.apache.maven.plugin.logging.Log;
import org.eclipse.jkube.kit.common.KitLogger;

/** Writes the log of JKube to the log of Maven. As thread-safe as that log. */
record JkubeLog(Log log) implements KitLogger {
  /** How JKube writes that a colour begins or ends. */
  private static final Pattern COLOR = Pattern.compile("\\[\\[[A-Za-z*]\\]\\]");

  @Override
  public void debug(String format, Object... params) {
    if (log.isDebugEnabled()) {
      log.debug(text(format, params));
    }
  }

  @Override
  public void info(String format, Object... params) {
    log.info(text(format, params));
  }

  @Override
  public void warn(String format, Object... params) {
    log.warn(text(format, params));
  }

  @Override
  public void error(String format, Object... params) {
    log.error(text(format, params));
  }

  @Override
  public boolean isDebugEnabled() {
    return log.isDebugEnabled();
  }

  private static String text(String format, Object... params) {
    String text = params.length == 0 ? format : String.format(Locale.ROOT, format, params);
    return "JKube: " + COLOR.matcher(text).replaceAll("");
  }
}
