package dev.chartwright.generator.service;

import java.nio.file.Path;

/** Names options by their constants, and files without their folders. */
final class PlainSpelling implements Spelling {
  @Override
  public String option(Option option) {
    return option.name();
  }

  @Override
  public String compile() {
    return "compile";
  }

  @Override
  public String path(Path path) {
    return path.getFileName().toString();
  }
}
