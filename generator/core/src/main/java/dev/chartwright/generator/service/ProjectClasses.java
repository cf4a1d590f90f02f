package dev.chartwright.generator.service;

import dev.chartwright.generator.source.SourceKind;
import dev.chartwright.generator.source.TopologyClasses;
import dev.chartwright.generator.source.TopologyException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which of a project's classes is meant by a request.
 *
 * @param spelling how options are written in messages
 */
record ProjectClasses(TopologyClasses classes, ProjectRequest request, Spelling spelling) {
  /**
   * The class that the request names, or the only one of a kind.
   *
   * @param are what several classes do, for the message
   * @throws RequestException if the request names none and there are several
   */
  Optional<String> name(SourceKind kind, String are) {
    if (request.className().isPresent()) {
      return request.className();
    }
    List<String> found = found(kind);
    if (found.size() > 1) {
      throw new RequestException(
          found.size()
              + " classes "
              + are
              + ":\n  "
              + String.join("\n  ", found)
              + "\nName one of them in "
              + option()
              + ".");
    }
    return found.stream().findFirst();
  }

  /** The names of all classes of a kind. */
  List<String> found(SourceKind kind) {
    return request.compiled().stream()
        .flatMap(each -> classes.in(each.classes(), kind).stream())
        .toList();
  }

  /** Classes of a kind that cannot be used, one line for each; nothing for none. */
  Optional<String> nearly(SourceKind kind) {
    List<String> near =
        request.compiled().stream()
            .flatMap(each -> classes.nearly(each.classes(), kind).stream())
            .toList();
    return near.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "These classes nearly fit:\n  "
                + String.join("\n  ", near)
                + "\nChange one of them, or name a class of the class path in "
                + option());
  }

  /** The folders where a class is looked for, for messages. */
  String folders() {
    List<String> folders =
        request.compiled().stream()
            .map(ProjectRequest.Compiled::classes)
            .filter(each -> !each.toFile().isFile())
            .map(spelling::path)
            .toList();
    return folders.isEmpty() ? "a folder of the class path" : String.join(", ", folders);
  }

  /**
   * Loads a class.
   *
   * @param loading takes its name
   * @throws RequestException if its source file was changed since, or if the request names a class
   *     that cannot be used
   */
  <T> T load(String name, Function<String, T> loading) {
    request.holding(name).forEach(each -> ChartService.requireCompiled(each, spelling));
    try {
      return loading.apply(name);
    } catch (TopologyException unusable) {
      if (request.className().isEmpty()) {
        throw unusable;
      }
      throw new RequestException(
          unusable.getMessage() + "\nIt is named in " + option() + ".", unusable);
    }
  }

  String option() {
    return spelling.option(Spelling.Option.DECLARING_CLASS);
  }
}
