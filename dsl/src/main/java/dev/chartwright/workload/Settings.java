package dev.chartwright.workload;

import dev.chartwright.chart.tree.Expr;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.Memory;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The words of components, for static import. */
public final class Settings {
  private Settings() {}

  /** What a node must have free, such as {@code requests("50m", "128Mi")}. */
  public static Requests requests(String cpu, String memory) {
    return new Requests(cpu, memory);
  }

  /** What a node must have free. */
  public static Requests requests(Cpu cpu, Memory memory) {
    return new Requests(cpu.toString(), memory.toString());
  }

  /** What is never exceeded, such as {@code limits("500m", "128Mi")}. */
  public static Limits limits(String cpu, String memory) {
    return new Limits(cpu, memory);
  }

  /** What is never exceeded. */
  public static Limits limits(Cpu cpu, Memory memory) {
    return new Limits(cpu.toString(), memory.toString());
  }

  /** A check by an HTTP GET that must answer with 200 to 399. */
  public static HealthCheck httpGet(String path) {
    return new HealthCheck(path.isEmpty() ? "/" : path, List.of());
  }

  /** A check that the port accepts a connection. */
  public static HealthCheck tcp() {
    return new HealthCheck("", List.of());
  }

  /** A check by a command in the container that must end with 0. */
  public static HealthCheck exec(String... command) {
    // Without a command it would be a check of the port.
    return new HealthCheck("", command.length == 0 ? List.of("") : List.of(command));
  }

  /** A target for the average CPU usage, in percent of the request. */
  public static Scaling.Usage cpu(int percent) {
    return new Scaling.Usage("cpu", Optional.of(percent));
  }

  /** A target for the average CPU usage that is off unless users set it. */
  public static Scaling.Usage cpu() {
    return new Scaling.Usage("cpu", Optional.empty());
  }

  /** A target for the average memory usage, in percent of the request. */
  public static Scaling.Usage memory(int percent) {
    return new Scaling.Usage("memory", Optional.of(percent));
  }

  /** A target for the average memory usage that is off unless users set it. */
  public static Scaling.Usage memory() {
    return new Scaling.Usage("memory", Optional.empty());
  }

  /** Metrics that users write themselves, in the value {@code autoscaling.customMetrics}. */
  public static Scaling.CustomMetrics customMetrics() {
    return new Scaling.CustomMetrics();
  }

  /** Scaling on events by KEDA; triggers follow with {@code on(…)}. */
  public static Scaling.ByEvents events(int min, int max) {
    return new Scaling.ByEvents(min, max, List.of(), Duration.ofSeconds(30), Duration.ofMinutes(5));
  }

  /** A fixed number, which is not a value of the chart. */
  public static Expr fixed(int number) {
    return new Expr.Literal(number);
  }

  /**
   * What a node must have free for a container, as Kubernetes quantities. Immutable.
   *
   * @param storage disk space for logs, scratch volumes and the writable layer
   */
  public record Requests(String cpu, String memory, String storage) {
    private static final String STORAGE = "64Mi";

    public Requests {
      Objects.requireNonNull(cpu, "cpu");
      Objects.requireNonNull(memory, "memory");
      Objects.requireNonNull(storage, "storage");
    }

    Requests(String cpu, String memory) {
      this(cpu, memory, STORAGE);
    }

    /** Returns these requests with another amount of ephemeral storage; by default 64Mi. */
    public Requests storage(String amount) {
      return new Requests(cpu, memory, amount);
    }
  }

  /**
   * What a container never exceeds, as Kubernetes quantities. Immutable.
   *
   * @param storage disk space for logs, scratch volumes and the writable layer
   */
  public record Limits(String cpu, String memory, String storage) {
    private static final String STORAGE = "256Mi";

    public Limits {
      Objects.requireNonNull(cpu, "cpu");
      Objects.requireNonNull(memory, "memory");
      Objects.requireNonNull(storage, "storage");
    }

    Limits(String cpu, String memory) {
      this(cpu, memory, STORAGE);
    }

    /** Returns these limits with another amount of ephemeral storage; by default 256Mi. */
    public Limits storage(String amount) {
      return new Limits(cpu, memory, amount);
    }
  }
}
