package dev.chartwright.companion.bucket;

import dev.chartwright.companion.bucket.BucketException.Kind;
import dev.chartwright.companion.http.HttpCall;
import dev.chartwright.companion.http.HttpException;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The token of the pod's service account, from the metadata server of the node. Used by one thread.
 */
final class AccessToken {
  private static final String PATH = "/computeMetadata/v1/instance/service-accounts/default/token";
  private static final long RESERVE_SECONDS = 60;

  private final URI address;
  private final Duration patience;
  private String bearer;
  private long end; // by System.nanoTime()

  /**
   * The token that a metadata server gives.
   *
   * @param host its name or address, perhaps with a port
   */
  AccessToken(String host, Duration patience) {
    this.address = URI.create("http://" + host + PATH);
    this.patience = patience;
  }

  /** A token that is still valid for a while. */
  String get() throws BucketException {
    if (bearer == null || System.nanoTime() - end > 0) {
      renew();
    }
    return bearer;
  }

  /** Makes the next {@link #get} ask for another one. */
  void forget() {
    bearer = null;
  }

  private void renew() throws BucketException {
    HttpCall.Answer answer;
    try {
      answer =
          new HttpCall(
                  address,
                  Map.of("Metadata-Flavor", "Google"),
                  false,
                  patience,
                  GoogleBucket.LONGEST_ANSWER)
              .get();
    } catch (HttpException e) {
      throw new BucketException(
          Kind.AWAY,
          "The metadata server "
              + address.getHost()
              + " gives no token for the bucket: "
              + e.getMessage());
    }
    JsonValue json;
    try {
      json = JsonReader.parse(answer.text());
    } catch (JsonException e) {
      json = new JsonValue.Null();
    }
    Optional<String> given = json.text("access_token");
    if (answer.status() == 403 || answer.status() == 404) {
      throw new BucketException(
          Kind.DENIED,
          "The leader's pod may not act as the service account of the bucket (status "
              + answer.status()
              + " of the metadata server): set publish.serviceAccount to its address, and grant"
              + " roles/iam.workloadIdentityUser on it to the Kubernetes account of the leader.");
    }
    if (answer.status() != 200 || given.isEmpty()) {
      throw new BucketException(
          Kind.AWAY, "The metadata server gives no token: status " + answer.status() + ".");
    }
    long seconds = json.number("expires_in").orElse(0);
    bearer = given.get();
    end = System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.max(0, seconds - RESERVE_SECONDS));
  }
}
