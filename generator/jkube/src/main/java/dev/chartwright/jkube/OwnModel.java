package dev.chartwright.jkube;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.maven.model.Model;
import org.apache.maven.model.Scm;
import org.eclipse.jkube.kit.common.JavaProject;
import org.eclipse.jkube.kit.common.Maintainer;

/**
 * What the POM of a project says about the project itself. Maven inherits from a parent what is
 * about the parent: Spring Boot's home page, its repository, its developers.
 *
 * @param model as it is written
 * @param filter replaces expressions
 */
record OwnModel(Model model, UnaryOperator<String> filter) {
  private static final String ADDRESS = "https?://.+";

  /** Replaces what Maven has inherited. */
  void into(JavaProject project) {
    project.setDescription(text(model.getDescription()).orElse(null));
    project.setUrl(address(model.getUrl()).orElse(null));
    project.setScmUrl(
        address(Optional.ofNullable(model.getScm()).map(Scm::getUrl).orElse(null)).orElse(null));
    project.setMaintainers(maintainers());
  }

  private List<Maintainer> maintainers() {
    return model.getDevelopers().stream()
        .map(
            each ->
                text(each.getName())
                    .map(name -> new Maintainer(name, text(each.getEmail()).orElse("")))
                    .orElse(null))
        .filter(Objects::nonNull)
        .toList();
  }

  private Optional<String> address(String text) {
    return text(text).filter(each -> each.matches(ADDRESS));
  }

  private Optional<String> text(String text) {
    return Optional.ofNullable(text)
        .map(each -> filter.apply(each).strip())
        .filter(each -> !each.isEmpty());
  }
}
