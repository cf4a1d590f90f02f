package dev.chartwright.generator.push;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Keeps the body of a reply, up to a limit. Of one reply, so not for several threads. */
final class LimitedBody implements BodySubscriber<byte[]> {
  /** The body is longer than the limit. */
  static final class TooLong extends IOException {
    private static final long serialVersionUID = 1;
  }

  private final BodySubscriber<byte[]> kept = BodySubscribers.ofByteArray();
  private long left;
  private Flow.Subscription subscription;

  /**
   * Makes what keeps a body.
   *
   * @param longest how many bytes it may have
   */
  LimitedBody(long longest) {
    this.left = longest;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return kept.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription subscription) {
    this.subscription = subscription;
    kept.onSubscribe(subscription);
  }

  @Override
  public void onNext(List<ByteBuffer> content) {
    left -= content.stream().mapToLong(ByteBuffer::remaining).sum();
    if (left < 0) {
      subscription.cancel();
      kept.onError(new TooLong());
    } else {
      kept.onNext(content);
    }
  }

  @Override
  public void onError(Throwable failure) {
    kept.onError(failure);
  }

  @Override
  public void onComplete() {
    kept.onComplete();
  }
}
