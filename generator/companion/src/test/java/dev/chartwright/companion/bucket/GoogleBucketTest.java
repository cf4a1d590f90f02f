package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chartwright.companion.bucket.BucketServer.Fault;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoogleBucketTest {
  private static final String OBJECT = "7/5-0xab.zkproof";
  private static final byte[] CONTENT = "[\"a proof\\r\\n\"]".getBytes(UTF_8);

  private BucketServer server;
  private GoogleBucket bucket;

  @BeforeEach
  void aBucket() throws IOException {
    server = new BucketServer();
    bucket = named("proofs");
  }

  private GoogleBucket named(String name) {
    return new GoogleBucket(name, server.endpoint(), server.host(), Duration.ofMillis(1_500));
  }

  @AfterEach
  void end() {
    server.close();
  }

  @Test
  void anObjectIsCreatedOnceWithItsContent() throws Exception {
    assertThat(bucket.create(OBJECT, CONTENT)).isEqualTo(Sent.CREATED);
    assertThat(bucket.create(OBJECT, CONTENT)).isEqualTo(Sent.PRESENT);

    assertThat(server.objects).containsOnlyKeys(OBJECT);
    assertThat(server.objects.get(OBJECT)).isEqualTo(CONTENT);
    assertThat(server.tokens).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anObjectWithOtherContentStaysAsItIs(boolean refuses) throws Exception {
    server.refusesToOverwrite = refuses;
    server.objects.put(OBJECT, new byte[] {1});

    assertThat(bucket.create(OBJECT, CONTENT)).isEqualTo(Sent.OTHER);
    assertThat(server.objects).containsEntry(OBJECT, new byte[] {1});

    server.objects.put(OBJECT, CONTENT);
    assertThat(bucket.create(OBJECT, CONTENT)).isEqualTo(Sent.PRESENT);
  }

  @ParameterizedTest
  @EnumSource(value = Fault.class, names = "EXPIRED", mode = EnumSource.Mode.EXCLUDE)
  @Timeout(30)
  void afterEachFaultTheSameCallSucceeds(Fault fault) throws Exception {
    server.next.add(fault);

    assertThatThrownBy(() -> bucket.create(OBJECT, CONTENT))
        .isInstanceOfSatisfying(
            BucketException.class, e -> assertThat(e.kind()).isEqualTo(BucketException.Kind.AWAY))
        .hasMessageStartingWith("The bucket gs://proofs cannot be used now: ");

    boolean stored = fault.name().endsWith("_AFTER");
    assertThat(bucket.create(OBJECT, CONTENT)).isEqualTo(stored ? Sent.PRESENT : Sent.CREATED);
    assertThat(server.creations.get(OBJECT)).hasValue(1);
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void anExpiredTokenIsRenewed() throws Exception {
    server.next.add(Fault.EXPIRED);
    assertThat(bucket.create(OBJECT, CONTENT)).isEqualTo(Sent.CREATED);
    assertThat(server.tokens).hasValue(3); // the server itself counts one when it expires the first
  }

  @Test
  void theCheckLeavesNothing() throws Exception {
    bucket.check();
    assertThat(server.objects).isEmpty();
  }

  @Test
  void aBucketThatCannotBeWrittenIsFoundBeforeTheFirstProof() {
    server.permissions = List.of("storage.objects.get");
    assertThatThrownBy(bucket::check)
        .isInstanceOf(BucketException.class)
        .hasMessage(
            "The bucket gs://proofs is not writable, because the leader's service account lacks"
                + " storage.objects.create. Grant it roles/storage.objectCreator and"
                + " roles/storage.objectViewer on the bucket.");
    assertThatThrownBy(() -> bucket.create(OBJECT, CONTENT))
        .hasMessageContaining("is refused: status 403, lacks storage.objects.create.");

    assertThatThrownBy(named("prooofs")::check)
        .isInstanceOfSatisfying(
            BucketException.class, e -> assertThat(e.kind()).isEqualTo(BucketException.Kind.DENIED))
        .hasMessage(
            "The bucket gs://prooofs does not exist: create it, or set publish.bucket to the right"
                + " name.");
    assertThatThrownBy(() -> named("Proofs")).hasMessage("'Proofs' is not the name of a bucket.");
  }

  @Test
  void aPodWithoutAnAccountIsToldWhatToSet() {
    server.metadataStatus = 404;
    assertThatThrownBy(bucket::check)
        .isInstanceOf(BucketException.class)
        .hasMessageContaining("set publish.serviceAccount to its address");

    server.close();
    assertThatThrownBy(bucket::check)
        .hasMessageContaining("The metadata server 127.0.0.1 gives no");
  }
}
