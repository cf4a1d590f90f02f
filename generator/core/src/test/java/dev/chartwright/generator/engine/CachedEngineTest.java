package dev.chartwright.generator.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.jni.NativeLibrary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class CachedEngineTest {
  @TempDir Path temporary;

  @Tag("thorough")
  @Test
  void unpacksTheLibraryOnceAndReplacesADamagedCopy() throws Exception {
    Path file = engine(Optional.of(cache())).file().orElseThrow();
    long size = Files.size(file);
    FileTime past = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(file, past);
    assertThat(engine(Optional.of(cache())).file()).contains(file);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(past);

    Files.writeString(file, "damaged");
    assertThat(engine(Optional.of(cache())).file()).contains(file);
    assertThat(file).hasSize(size);
    try (Stream<Path> files = Files.list(cache())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void doesNotUseAFolderThatOthersCanWriteTo() throws Exception {
    Files.createDirectory(cache());
    Files.setPosixFilePermissions(cache(), PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(engine(Optional.of(cache())).file()).isEmpty();
    assertThat(cache()).isEmptyDirectory();
  }

  @Test
  void worksWithoutACache() throws Exception {
    Path occupied = Files.writeString(temporary.resolve("file"), "");
    assertThat(engine(Optional.empty()).file()).isEmpty();
    assertThat(engine(Optional.of(occupied.resolve("helm"))).file()).isEmpty();
  }

  private Path cache() {
    return temporary.resolve("helm");
  }

  private static CachedEngine engine(Optional<Path> cache) {
    return new CachedEngine(
        ServiceLoader.load(NativeLibrary.class).findFirst().orElseThrow(), cache);
  }
}
