package dev.chartwright.cloud;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * When GKE may upgrade the cluster by itself. An upgrade evicts a proof after one hour at most.
 *
 * @param days the days on which it opens
 * @param start the time at which it opens, UTC
 * @param length how long it stays open, at least four hours
 */
public record MaintenanceWindow(List<DayOfWeek> days, LocalTime start, Duration length) {
  /** Of January 2025. */
  private static final int A_MONDAY = 6;

  private static final long MINUTES_OF_A_DAY = 24 * 60L;

  public MaintenanceWindow {
    days = List.copyOf(days);
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(length, "length");
  }

  /** Saturdays and Sundays from 02:00 to 10:00 UTC. */
  public static MaintenanceWindow weekends() {
    return new MaintenanceWindow(
        List.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY), LocalTime.of(2, 0), Duration.ofHours(8));
  }

  /** The rule in the form of RFC 5545, such as {@code FREQ=WEEKLY;BYDAY=SA,SU}. */
  public String recurrence() {
    return days.stream()
        .map(day -> day.name().substring(0, 2))
        .collect(Collectors.joining(",", "FREQ=WEEKLY;BYDAY=", ""));
  }

  /** The start of the first window, in a week of the past, such as 2025-01-11T02:00:00Z. */
  public String firstOpening() {
    return instant(minutesIntoTheWeek());
  }

  /** The end of the first window. */
  public String firstClosing() {
    return instant(minutesIntoTheWeek() + length.toMinutes());
  }

  private long minutesIntoTheWeek() {
    int day = days.stream().mapToInt(DayOfWeek::getValue).min().orElse(1) - 1;
    return day * MINUTES_OF_A_DAY + start.toSecondOfDay() / 60;
  }

  private static String instant(long minutes) {
    long ofDay = minutes % MINUTES_OF_A_DAY;
    return String.format(
        Locale.ROOT,
        "2025-01-%02dT%02d:%02d:00Z",
        A_MONDAY + minutes / MINUTES_OF_A_DAY,
        ofDay / 60,
        ofDay % 60);
  }
}
