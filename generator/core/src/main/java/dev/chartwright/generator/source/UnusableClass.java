package dev.chartwright.generator.source;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why a class cannot be used.
 *
 * @param reason what is wrong with the class; its name is the subject
 * @param fix what to change
 */
record UnusableClass(String reason, String fix) {
  /** What keeps a class from being of a kind; empty if it can be. No code of it runs. */
  static Optional<UnusableClass> of(Class<?> type, SourceKind kind) {
    if (!kind.includes(type)) {
      return Optional.of(kind.other());
    }
    if (type.isInterface()) {
      return unusable("is an interface", "write a class that implements it");
    }
    if (Modifier.isAbstract(type.getModifiers())) {
      return unusable("is abstract", "remove 'abstract', or write a public class that extends it");
    }
    if (type.isAnonymousClass() || type.isLocalClass()) {
      return unusable("is declared inside a method", "move it to a file of its own");
    }
    for (Class<?> outer = type; outer != null; outer = outer.getEnclosingClass()) {
      if (!Modifier.isPublic(outer.getModifiers())) {
        return outer == type
            ? unusable("is not public", "declare it public")
            : unusable(
                "is inside " + outer.getSimpleName() + ", which is not public",
                "declare " + outer.getSimpleName() + " public");
      }
    }
    if (onlyInstance(type).isPresent()
        || Stream.of(type.getConstructors()).anyMatch(each -> each.getParameterCount() == 0)) {
      return Optional.empty();
    }
    if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
      return unusable(
          "is an inner class, which needs an instance of " + type.getEnclosingClass().getName(),
          "declare it static");
    }
    boolean isHidden =
        Stream.of(type.getDeclaredConstructors()).anyMatch(each -> each.getParameterCount() == 0);
    return isHidden
        ? unusable(
            "has a constructor without parameters that is not public",
            "declare the constructor public")
        : unusable(
            "has no public constructor without parameters",
            "add 'public " + type.getSimpleName() + "()'");
  }

  /** A sentence without its full stop. */
  String of(String className) {
    return className + " " + reason + ": " + fix;
  }

  /**
   * The public field of the only instance, of a class without public constructor. Kotlin compiles
   * an {@code object} to such a class.
   */
  static Optional<Field> onlyInstance(Class<?> type) {
    try {
      Field instance = type.getField("INSTANCE");
      int modifiers = instance.getModifiers();
      return Optional.of(instance)
          .filter(field -> field.getType() == type)
          .filter(field -> Modifier.isStatic(modifiers) && Modifier.isFinal(modifiers))
          .filter(field -> type.getConstructors().length == 0);
    } catch (NoSuchFieldException ordinary) {
      return Optional.empty();
    }
  }

  private static Optional<UnusableClass> unusable(String reason, String fix) {
    return Optional.of(new UnusableClass(reason, fix));
  }
}
