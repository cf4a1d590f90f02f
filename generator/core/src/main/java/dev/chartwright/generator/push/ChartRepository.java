package dev.chartwright.generator.push;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A repository that charts are pushed to. Its address or the user says of which kind it is.
 * Immutable.
 */
public sealed interface ChartRepository {
  /** The types that users name; an OCI registry has its scheme instead. */
  List<String> TYPES = List.of("chartmuseum", "artifactory", "nexus");

  /** The address of the server, such as {@code https://charts.example.com}. */
  URI server();

  /** The server as a reader knows it, with its port if it has one. */
  default String host() {
    return server().getAuthority();
  }

  /**
   * A registry that follows the Distribution Specification of OCI.
   *
   * @param server with {@code http} or {@code https}
   * @param path of the repositories, such as {@code team/charts}; empty for the root
   */
  record OciRegistry(URI server, String path) implements ChartRepository {}

  /**
   * A server with the API of ChartMuseum.
   *
   * @param api such as {@code https://charts.example.com/api/team}
   * @param charts where charts are downloaded from, such as {@code https://charts.example.com/team}
   */
  record ChartMuseum(URI api, URI charts) implements ChartRepository {
    @Override
    public URI server() {
      return api.resolve("/");
    }
  }

  /**
   * A repository of files that are sent to the address from which they are then downloaded:
   * Artifactory and Nexus.
   *
   * @param folder the address of the repository
   */
  record FileRepository(URI folder) implements ChartRepository {
    @Override
    public URI server() {
      return folder.resolve("/");
    }
  }

  /**
   * The repository at an address.
   *
   * @param address such as {@code oci://registry.example.com/charts} or {@code
   *     https://charts.example.com}
   * @param type one of {@link #TYPES}, in upper or lower case; may be {@code oci} for a registry
   * @param isPlainHttp whether a registry is used without TLS
   * @throws PushException if the address or the type cannot be used
   */
  static ChartRepository of(
      String address, Optional<String> type, boolean isPlainHttp, OptionNames names) {
    URI uri = Addresses.parse(address, names);
    Optional<String> kind = type.map(text -> text.strip().toLowerCase(Locale.ROOT));
    if (uri.getScheme().equals("oci")) {
      if (kind.isPresent() && !kind.get().equals("oci")) {
        throw PushException.request(
            names.type()
                + " is '"
                + type.get()
                + "', and "
                + address
                + " is an OCI registry: leave the type out");
      }
      return Addresses.registry(uri, isPlainHttp, names);
    }
    if (isPlainHttp) {
      throw PushException.request(
          names.plainHttp()
              + " is for oci:// addresses only: the scheme of "
              + address
              + " says whether TLS is used, so leave it out");
    }
    return switch (kind.orElse("")) {
      case "chartmuseum" -> Addresses.chartMuseum(uri);
      case "artifactory", "nexus" -> new FileRepository(Addresses.folder(uri));
      case "" ->
          throw PushException.request(
              names.type()
                  + " is missing: an http address does not show which API the server has, so name one of "
                  + String.join(", ", TYPES)
                  + ", or write oci:// for a registry");
      case "oci" ->
          throw PushException.request(
              "The address of an OCI registry begins with oci://, not with "
                  + uri.getScheme()
                  + "://: write oci://"
                  + uri.getAuthority()
                  + uri.getRawPath()
                  + (uri.getScheme().equals("http") ? " and set " + names.plainHttp() : ""));
      default ->
          throw PushException.request(
              names.type()
                  + " is '"
                  + type.get()
                  + "', which is not one of "
                  + String.join(", ", TYPES));
    };
  }

  /** Reads addresses. */
  final class Addresses {
    private static final Pattern PATH =
        Pattern.compile(OciName.COMPONENT + "(/" + OciName.COMPONENT + ")*");

    private Addresses() {}

    private static URI parse(String address, OptionNames names) {
      // Wherever the sign is, it may come after a password.
      if (address.contains("@")) {
        throw malformed(
            names,
            "contains a user name or a password, which logs would show: leave it out, and "
                + names.login());
      }
      URI uri;
      try {
        uri = new URI(address.strip()).normalize();
      } catch (URISyntaxException malformed) {
        throw malformed(names, "is not an address");
      }
      if (uri.getScheme() == null || !uri.getScheme().matches("(?i)oci|https?")) {
        throw malformed(names, "'" + address + "' has no known scheme");
      }
      if (uri.getHost() == null) {
        throw malformed(names, "'" + address + "' has no valid host");
      }
      if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
        throw malformed(
            names,
            "'" + Refusals.shown(address) + "' has a query or a fragment, which no repository has");
      }
      if (!RepositoryClient.hasValidPort(uri)) {
        throw malformed(names, "'" + address + "' names a port that does not exist");
      }
      return URI.create(
          uri.getScheme().toLowerCase(Locale.ROOT) + "://" + uri.getAuthority() + uri.getRawPath());
    }

    private static PushException malformed(OptionNames names, String what) {
      return PushException.request(
          names.repository()
              + " "
              + what
              + (what.contains(": ")
                  ? ""
                  : ": write oci://HOST/PATH for a registry, or the https:// address of a chart"
                      + " repository"));
    }

    private static OciRegistry registry(URI uri, boolean isPlainHttp, OptionNames names) {
      String path = trimmed(uri);
      if (!path.isEmpty() && !PATH.matcher(path).matches()) {
        throw PushException.request(
            names.repository()
                + ": '"
                + path
                + "' is not a path in an OCI registry: use lowercase letters, digits, and . _ - between"
                + " them; the tag comes from the version of the chart");
      }
      String host = uri.getAuthority();
      // The registry of Docker has another host name than the references of its images.
      String server = host.equals("docker.io") ? "registry-1.docker.io" : host;
      return new OciRegistry(
          URI.create((isPlainHttp ? "http://" : "https://") + server + "/"), path);
    }

    private static String trimmed(URI uri) {
      return uri.getRawPath().replaceAll("^/+|/+$", "");
    }

    private static URI folder(URI uri) {
      String path = trimmed(uri);
      return uri.resolve("/" + path + (path.isEmpty() ? "" : "/"));
    }

    /** A path with {@code api} in it is that of the API; otherwise it follows the host. */
    private static ChartMuseum chartMuseum(URI uri) {
      String path = ("/" + trimmed(uri) + "/").replaceAll("/+", "/");
      String api = path.contains("/api/") ? path.replaceFirst("/charts/$", "/") : "/api" + path;
      return new ChartMuseum(uri.resolve(api), uri.resolve(api.replaceFirst("/api/", "/")));
    }
  }
}
