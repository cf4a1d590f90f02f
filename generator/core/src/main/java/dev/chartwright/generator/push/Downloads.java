package dev.chartwright.generator.push;

import dev.chartwright.generator.file.Digest;
import java.net.URI;
import java.util.Optional;

/**
 * The files of one chart in a repository of files. Immutable.
 *
 * @param folder that has the files
 */
record Downloads(RepositoryClient client, ChartPackage chart, URI folder) {
  private static final String ARCHIVE = "application/gzip, application/octet-stream, */*";

  URI archive() {
    return folder.resolve(chart.fileName());
  }

  URI provenance() {
    return folder.resolve(chart.provenanceName());
  }

  /** The digest of the archive that is there. */
  Optional<String> digest() {
    Reply reply = client.get(archive(), ARCHIVE);
    if (reply.status() == 404) {
      return Optional.empty();
    }
    byte[] content = client.require(reply, "the download of " + chart, chart).body();
    boolean isGzip = content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
    if (!isGzip) {
      throw client.refusals().page(reply, "the archive of a chart");
    }
    return Optional.of(Digest.of(content).prefixed());
  }

  /**
   * The digest of the archive that was sent and must be there.
   *
   * @param accepted what the server answered to it
   */
  String readBack(Reply accepted) {
    return digest()
        .orElseThrow(
            () ->
                PushException.environment(
                    client.refusals().host()
                        + " accepted "
                        + chart
                        + " "
                        + client.refusals().quoted(accepted)
                        + ", but does not have it at "
                        + archive()
                        + ": check the address and the log of the server"));
  }

  /** Whether a provenance file of this very archive is there. */
  boolean isSigned() {
    Reply reply = client.get(provenance(), "*/*");
    if (reply.status() == 404) {
      return false;
    }
    return client
        .require(reply, "the download of the provenance file of " + chart, chart)
        .text()
        .contains(chart.digest());
  }
}
