package dev.chartwright.generator.engine;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.CRC32;

/**
 * The native library of the Helm engine, unpacked once for a user instead of once for a process. It
 * stays in the user's cache folder under its checksum, and the file is compared with that checksum
 * before each use, so a damaged or truncated copy is replaced. Where the cache cannot be used, the
 * library unpacks itself into a temporary folder as it always did.
 *
 * <p>Public with a public constructor because {@link ServiceLoader} creates it.
 */
public final class CachedEngine implements NativeLibrary {
  private static final String SERVICE = "META-INF/services/" + NativeLibrary.class.getName();
  private static final int CHUNK = 1 << 20;
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rwx------");

  private final NativeLibrary packed;
  private final Optional<Path> cache;

  /** The library of this platform, which must be on the class path, and the user's cache. */
  public CachedEngine() {
    this(
        ServiceLoader.load(NativeLibrary.class, CachedEngine.class.getClassLoader())
            .findFirst()
            .orElseThrow(),
        userCache());
  }

  CachedEngine(NativeLibrary packed, Optional<Path> cache) {
    this.packed = packed;
    this.cache = cache;
  }

  @Override
  public String getBinaryName() {
    return packed.getBinaryName();
  }

  @Override
  public HelmLib load() {
    Optional<Path> file = file();
    if (file.isPresent()) {
      try {
        return Native.load(file.get().toString(), HelmLib.class);
      } catch (UnsatisfiedLinkError refused) {
        // Some systems run nothing that lies below a home folder.
      }
    }
    return packed.load();
  }

  /** The unpacked library; nothing where the cache cannot be used. */
  Optional<Path> file() {
    URL resource = packed.getClass().getResource("/" + getBinaryName());
    if (cache.isEmpty() || resource == null || !resource.getProtocol().equals("jar")) {
      return Optional.empty();
    }
    try {
      JarURLConnection connection = (JarURLConnection) resource.openConnection();
      connection.setUseCaches(false); // A shared file would stay open.
      try (JarFile jar = connection.getJarFile()) {
        return file(jar, connection.getJarEntry());
      }
    } catch (IOException | UnsupportedOperationException | SecurityException unusable) {
      return Optional.empty();
    }
  }

  private Optional<Path> file(JarFile jar, JarEntry entry) throws IOException {
    Path folder = privateFolder(cache.orElseThrow());
    Path file = folder.resolve(String.format("%08x-%s", entry.getCrc(), getBinaryName()));
    if (!isIntact(file, entry)) {
      Path unpacked = Files.createTempFile(folder, "unpacked-", ".tmp");
      try (InputStream content = jar.getInputStream(entry)) {
        Files.copy(content, unpacked, StandardCopyOption.REPLACE_EXISTING);
        Files.move(unpacked, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(unpacked);
      }
    }
    return Optional.of(file).filter(path -> isIntact(path, entry));
  }

  /** Another user must not be able to put code there. */
  private static Path privateFolder(Path folder) throws IOException {
    if (!folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Files.createDirectories(folder);
    }
    FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PRIVATE);
    Files.createDirectories(folder.getParent());
    Files.createDirectories(folder, mode);
    boolean isOwn =
        Files.getOwner(folder)
            .equals(
                folder
                    .getFileSystem()
                    .getUserPrincipalLookupService()
                    .lookupPrincipalByName(System.getProperty("user.name")));
    if (!isOwn || !Files.getPosixFilePermissions(folder).equals(PRIVATE)) {
      throw new IOException(folder + " is not private");
    }
    return folder;
  }

  private static boolean isIntact(Path file, JarEntry entry) {
    try (SeekableByteChannel content = Files.newByteChannel(file)) {
      if (content.size() != entry.getSize()) {
        return false;
      }
      CRC32 checksum = new CRC32();
      ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
      while (content.read(chunk) >= 0) {
        checksum.update(chunk.flip());
        chunk.clear();
      }
      return checksum.getValue() == entry.getCrc();
    } catch (IOException absent) {
      return false;
    }
  }

  private static Optional<Path> userCache() {
    String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    Path home = Path.of(System.getProperty("user.home"));
    String named = System.getenv(system.startsWith("windows") ? "LOCALAPPDATA" : "XDG_CACHE_HOME");
    Path caches =
        named != null && !named.isEmpty()
            ? Path.of(named)
            : home.resolve(system.startsWith("mac") ? "Library/Caches" : ".cache");
    return Optional.of(caches)
        .filter(Path::isAbsolute)
        .map(folder -> folder.resolve("chartwright").resolve("helm"));
  }

  /** A class loader with which the Helm library finds this class and not what it wraps. */
  static ClassLoader finder() {
    return new ClassLoader(CachedEngine.class.getClassLoader()) {
      @Override
      public Enumeration<URL> getResources(String name) throws IOException {
        return name.equals(SERVICE)
            ? Collections.enumeration(List.of(provider()))
            : super.getResources(name);
      }
    };
  }

  private static URL provider() throws IOException {
    byte[] name = CachedEngine.class.getName().getBytes(StandardCharsets.UTF_8);
    return new URL(
        null,
        "chartwright:provider",
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {
                // Nothing has to be reached.
              }

              @Override
              public InputStream getInputStream() {
                return new ByteArrayInputStream(name);
              }
            };
          }
        });
  }
}
