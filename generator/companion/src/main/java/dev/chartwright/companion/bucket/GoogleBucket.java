package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.bucket.BucketException.Kind;
import dev.chartwright.companion.http.HttpCall;
import dev.chartwright.companion.http.HttpException;
import dev.chartwright.companion.json.JsonException;
import dev.chartwright.companion.json.JsonReader;
import dev.chartwright.companion.json.JsonValue;
import dev.chartwright.companion.json.JsonValue.Fields;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A bucket of Cloud Storage, by its JSON API. Objects are created and never replaced. Every call
 * may be repeated. Used by one thread.
 */
public final class GoogleBucket {
  /** The address of Cloud Storage. */
  public static final String ENDPOINT = "https://storage.googleapis.com";

  /** The name of the metadata server of Google Cloud. */
  public static final String METADATA_HOST = "metadata.google.internal";

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Bytes; the metadata of an object has about 1,000. */
  static final int LONGEST_ANSWER = 1 << 20;

  private static final int LONGEST_REASON = 200;
  private static final List<String> PERMISSIONS =
      List.of("storage.objects.create", "storage.objects.get");

  private final String name;
  private final String endpoint;
  private final Duration patience;
  private final AccessToken account;

  /**
   * The bucket with a name.
   *
   * @param endpoint the address of Cloud Storage, without a path
   * @param metadataHost the metadata server, perhaps with a port
   */
  public GoogleBucket(String name, String endpoint, String metadataHost) {
    this(name, endpoint, metadataHost, PATIENCE);
  }

  GoogleBucket(String name, String endpoint, String metadataHost, Duration patience) {
    if (!name.matches("[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]")) {
      throw new IllegalArgumentException("'" + name + "' is not the name of a bucket.");
    }
    this.name = name;
    this.endpoint = endpoint;
    this.patience = patience;
    this.account = new AccessToken(metadataHost, patience);
  }

  /** Its address, such as {@code gs://proofs}. */
  @Override
  public String toString() {
    return "gs://" + name;
  }

  /** Fails if objects cannot be created in it. Leaves nothing in it. */
  public void check() throws BucketException {
    String query = "permissions=" + String.join("&permissions=", PERMISSIONS);
    HttpCall.Answer answer =
        call("/storage/v1/b/" + name + "/iam/testPermissions?" + query, "", null);
    if (answer.status() != 200) {
      throw failure(answer);
    }
    List<String> missing = new ArrayList<>(PERMISSIONS);
    if (json(answer).at("permissions").orElse(null) instanceof JsonValue.Array given) {
      given.items().forEach(item -> missing.removeIf(p -> item.equals(new JsonValue.Text(p))));
    }
    if (!missing.isEmpty()) {
      throw denied("lacks " + String.join(" and ", missing));
    }
  }

  /**
   * Creates an object, unless there is one with this name.
   *
   * @param content all of it, as JSON
   */
  public Sent create(String object, byte[] content) throws BucketException {
    String md5 = Checksum.md5(content);
    String boundary = UUID.randomUUID().toString();
    HttpCall.Answer answer =
        call(
            "/upload/storage/v1/b/" + name + "/o?uploadType=multipart&ifGenerationMatch=0",
            "multipart/related; boundary=" + boundary,
            multipart(boundary, object, md5, content));
    if (answer.status() == 200) {
      if (!md5.equals(json(answer).text("md5Hash").orElse(""))) {
        throw away("the answer to " + object + " does not confirm its content");
      }
      return Sent.CREATED;
    }
    if (answer.status() == 412 || answer.status() == 403) {
      // 403 too: an account that may not delete is perhaps refused before the condition is looked
      // at.
      HttpCall.Answer there =
          call("/storage/v1/b/" + name + "/o/" + URLEncoder.encode(object, UTF_8), "", null);
      if (there.status() == 200) {
        String found = json(there).text("md5Hash").orElse("");
        return found.equals(md5) ? Sent.PRESENT : Sent.OTHER;
      }
      throw answer.status() == 403
          ? failure(answer)
          : there.status() == 404
              ? away("it had " + object + " a moment ago, and now it has not")
              : failure(there);
    }
    throw failure(answer);
  }

  private static byte[] multipart(String boundary, String object, String md5, byte[] content) {
    Fields metadata =
        new Fields()
            .with("name", object)
            .with("contentType", "application/json")
            .with("md5Hash", md5);
    ByteArrayOutputStream out = new ByteArrayOutputStream(content.length + 1024);
    String head = "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n";
    out.writeBytes((head + metadata + "\r\n" + head).getBytes(UTF_8));
    out.writeBytes(content);
    out.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(UTF_8));
    return out.toByteArray();
  }

  /** A call with a token; with a second one, if the first has expired. */
  private HttpCall.Answer call(String path, String type, byte[] body) throws BucketException {
    HttpCall.Answer answer = callOnce(path, type, body);
    if (answer.status() == 401) {
      account.forget();
      answer = callOnce(path, type, body);
    }
    return answer;
  }

  private HttpCall.Answer callOnce(String path, String type, byte[] body) throws BucketException {
    String authorization = "Bearer " + account.get();
    Map<String, String> headers =
        body == null
            ? Map.of("Authorization", authorization)
            : Map.of("Authorization", authorization, "Content-Type", type);
    HttpCall call =
        new HttpCall(URI.create(endpoint + path), headers, true, patience, LONGEST_ANSWER);
    try {
      return body == null ? call.get() : call.post(body);
    } catch (HttpException e) {
      throw away("it does not answer: " + e.getMessage());
    }
  }

  private JsonValue json(HttpCall.Answer answer) throws BucketException {
    try {
      return JsonReader.parse(answer.text());
    } catch (JsonException e) {
      throw away("it answers with something that is not JSON");
    }
  }

  private BucketException failure(HttpCall.Answer answer) {
    String reason = "";
    try {
      reason = JsonReader.parse(answer.text()).text("error", "message").orElse("");
    } catch (JsonException e) {
      // The status has to be enough.
    }
    String shown = reason.substring(0, Math.min(LONGEST_REASON, reason.length()));
    String what = "status " + answer.status() + (shown.isEmpty() ? "" : ", " + shown);
    return switch (answer.status()) {
      case 401 -> denied("gives a token that the bucket does not accept: " + what);
      case 403 -> denied("is refused: " + what);
      case 404 ->
          new BucketException(
              Kind.DENIED,
              "The bucket "
                  + this
                  + " does not exist: create it, or set publish.bucket to the right name.");
      default -> away(what);
    };
  }

  private BucketException away(String why) {
    return new BucketException(Kind.AWAY, "The bucket " + this + " cannot be used now: " + why);
  }

  private BucketException denied(String why) {
    return new BucketException(
        Kind.DENIED,
        "The bucket "
            + this
            + " is not writable, because the leader's service account "
            + why
            + ". Grant it roles/storage.objectCreator and roles/storage.objectViewer on the"
            + " bucket.");
  }
}
