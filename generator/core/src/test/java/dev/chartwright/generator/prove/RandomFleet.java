package dev.chartwright.generator.prove;

import dev.chartwright.cloud.MaintenanceWindow;
import dev.chartwright.generator.helm.ArbitraryText;
import dev.chartwright.prover.ProverFleet;
import dev.chartwright.units.Cpu;
import dev.chartwright.units.DiskSize;
import dev.chartwright.units.Memory;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * A fleet that is declared by random calls of the language: whatever a method takes is made at
 * random too, by the factories and builders of its type. Most of what is made is sensible by
 * itself, so that a fleet of few calls is often legal.
 */
final class RandomFleet {
  private static final List<Integer> NUMBERS =
      List.of(1, 1, 1, 2, 2, 3, 3, 4, 8, 16, 100, 0, -1, 501, 3_601, Integer.MAX_VALUE);

  private static final List<String> WORDS =
      List.of(
          "fleet",
          "worker",
          "heavy",
          "a-b",
          "x",
          "europe-west1-b",
          "europe-west1",
          "us-east5-a",
          "c3d-highmem-180",
          "n2-standard-8",
          "4.2-management",
          "3.13.7-management",
          "2.14.0",
          "2.20.2",
          "2.21.0",
          "10.0.0.0/16",
          "192.168.0.0/24",
          "standard-rwo",
          "/circuits",
          "RUST_LOG",
          "sha256:0",
          "rabbitmq_shovel",
          "heartbeat = 60",
          "my-project-1",
          "0.7.0",
          "Bad_Name",
          "",
          " ");

  private static final List<Duration> TIMES =
      List.of(
          Duration.ofSeconds(15),
          Duration.ofMinutes(1),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(4),
          Duration.ofDays(100),
          Duration.ofMillis(1),
          Duration.ZERO,
          Duration.ofSeconds(-1));

  private final RandomGenerator random;
  private final ArbitraryText texts;

  RandomFleet(RandomGenerator random) {
    this.random = random;
    this.texts = new ArbitraryText(random.nextLong());
  }

  /**
   * The fleet.
   *
   * @throws IllegalArgumentException when a part of it refuses what it is given
   */
  ProverFleet fleet() {
    ProverFleet.Builder fleet = ProverFleet.named(random.nextInt(8) > 0 ? "fleet" : word());
    return ((ProverFleet.Builder) called(fleet, ProverFleet.Builder.class, random.nextInt(4)))
        .build();
  }

  private Object make(Class<?> type) {
    if (type == int.class || type == Integer.class) {
      return one(NUMBERS);
    }
    if (type == long.class) {
      return (long) one(NUMBERS);
    }
    if (type == double.class) {
      return one(NUMBERS) / 4.0;
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == String.class) {
      return word();
    }
    if (type == Duration.class) {
      return one(TIMES);
    }
    if (type == Memory.class) {
      return Memory.gib(one(List.of(1L, 4L, 16L, 64L, 300L, 2_000L, 0L, 1L << 40)));
    }
    if (type == Cpu.class) {
      return Cpu.millis(one(List.of(100L, 500L, 1_000L, 8_000L, 44_000L, 180_000L, 1L << 40)));
    }
    if (type == DiskSize.class) {
      return DiskSize.gib(one(List.of(1L, 10L, 20L, 100L, 1_024L, 1L << 40)));
    }
    if (type == MaintenanceWindow.class) {
      return MaintenanceWindow.weekends();
    }
    if (type.isEnum()) {
      return one(List.of(type.getEnumConstants()));
    }
    if (type.isArray()) {
      Object array = Array.newInstance(type.getComponentType(), random.nextInt(3));
      for (int i = 0; i < Array.getLength(array); i++) {
        Array.set(array, i, make(type.getComponentType()));
      }
      return array;
    }
    return type.getSimpleName().equals("Builder") ? builder(type) : part(type);
  }

  private Object builder(Class<?> type) {
    List<Executable> factories = factories(type.getDeclaringClass(), type);
    return called(call(one(factories), null), type, random.nextInt(3));
  }

  /** Something by its builder, by a factory, or by its constructor. */
  private Object part(Class<?> type) {
    for (Class<?> nested : type.getDeclaredClasses()) {
      if (nested.getSimpleName().equals("Builder")) {
        List<Executable> ready = factories(type, type);
        return ready.isEmpty() || random.nextInt(3) > 0
            ? call(method(nested, "build"), builder(nested))
            : call(one(ready), null);
      }
    }
    List<Executable> factories = factories(type, type);
    if (factories.isEmpty()) {
      factories = List.of(type.getConstructors());
    }
    Object part = call(one(factories), null);
    return called(part, type, random.nextInt(2));
  }

  private static List<Executable> factories(Class<?> owner, Class<?> made) {
    return sorted(
        Stream.of(owner.getMethods())
            .filter(method -> Modifier.isStatic(method.getModifiers()))
            .filter(method -> made.isAssignableFrom(method.getReturnType())));
  }

  /** Calls some methods that give the changed thing. */
  private Object called(Object thing, Class<?> type, int times) {
    List<Executable> methods =
        sorted(
            Stream.of(type.getMethods())
                .filter(method -> !Modifier.isStatic(method.getModifiers()))
                .filter(method -> method.getReturnType() == type)
                .filter(
                    method ->
                        Stream.of(method.getParameterTypes())
                            .noneMatch(
                                each ->
                                    each == List.class || each.getSimpleName().equals("Prices"))));
    Object changed = thing;
    for (int i = 0; i < times && !methods.isEmpty(); i++) {
      changed = call(one(methods), changed);
    }
    return changed;
  }

  /** In the same order on every machine. */
  private static List<Executable> sorted(Stream<Method> methods) {
    List<Executable> sorted = new ArrayList<>(methods.toList());
    sorted.sort(Comparator.comparing(Executable::toGenericString));
    return sorted;
  }

  private static Method method(Class<?> type, String name) {
    return Stream.of(type.getMethods())
        .filter(method -> method.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private Object call(Executable callee, Object on) {
    Object[] arguments = Stream.of(callee.getParameterTypes()).map(this::make).toArray();
    try {
      return callee instanceof Constructor<?> constructor
          ? constructor.newInstance(arguments)
          : ((Method) callee).invoke(on, arguments);
    } catch (InvocationTargetException thrown) {
      if (thrown.getCause() instanceof RuntimeException refusal) {
        throw refusal;
      }
      throw new AssertionError(callee.toString(), thrown.getCause());
    } catch (ReflectiveOperationException unreachable) {
      throw new LinkageError(callee.toString(), unreachable);
    }
  }

  private String word() {
    return random.nextInt(6) == 0 ? texts.next() : one(WORDS);
  }

  private <T> T one(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
