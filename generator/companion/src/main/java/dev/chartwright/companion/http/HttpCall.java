package dev.chartwright.companion.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chartwright.companion.http.HttpException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URL;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;

/**
 * One call of HTTP that is never repeated by itself, and ends within a time whatever the other side
 * does. With the older client of the JDK, because a command that makes one call takes 0.03 s of CPU
 * with it, and 0.6 s with java.net.http.
 *
 * @param proxy whether to go through the proxy of the system, if there is one
 * @param patience the time of the whole call
 * @param longest the most bytes of the answer
 */
public record HttpCall(
    URI address, Map<String, String> headers, boolean proxy, Duration patience, int longest) {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

  /** Closes connections whose time is over. */
  private static final ScheduledExecutorService CLOSER =
      Executors.newSingleThreadScheduledExecutor(HttpCall::daemon);

  /**
   * An answer with any status.
   *
   * @param retryAfter how long the other side asks to wait
   */
  public record Answer(int status, String text, Optional<Duration> retryAfter) {}

  /** Asks for the address. */
  public Answer get() throws HttpException {
    return call("GET", new byte[0]);
  }

  /** Sends a body. */
  public Answer post(byte[] body) throws HttpException {
    return call("POST", body);
  }

  /**
   * Sends a request.
   *
   * @param body none if it is empty
   */
  public Answer call(String method, byte[] body) throws HttpException {
    AtomicBoolean isLate = new AtomicBoolean();
    long end = System.nanoTime() + patience.toNanos();
    int status = 0;
    try {
      HttpURLConnection call = connection();
      call.setRequestMethod(method);
      // The limits of the JDK end neither a write that stalls nor headers that come a byte at a
      // time.
      Future<?> closing =
          CLOSER.schedule(
              () -> {
                isLate.set(true);
                call.disconnect();
              },
              patience.toMillis(),
              TimeUnit.MILLISECONDS);
      try {
        if (body.length > 0) {
          send(call, body);
        }
        status = status(call);
      } finally {
        // Before the body is read: to close a connection waits for the thread that reads its body,
        // and meanwhile no other one would be closed in time.
        closing.cancel(false);
      }
      return new Answer(status, status == 401 ? "" : text(call, status, end), retryAfter(call));
    } catch (HttpException e) {
      throw e;
    } catch (IOException e) {
      throw failure(e, isLate.get(), status);
    }
  }

  private static HttpException failure(IOException e, boolean isLate, int status) {
    if (isLate || e instanceof SocketTimeoutException) {
      return new HttpException(Kind.LATE, status, "the answer is too slow");
    }
    if (e instanceof UnknownHostException) {
      return new HttpException(Kind.CONNECT, status, "the host name cannot be resolved");
    }
    Kind kind = e instanceof ConnectException ? Kind.CONNECT : Kind.CUT;
    return new HttpException(kind, status, e.getMessage());
  }

  private HttpURLConnection connection() throws IOException {
    URL url = address.toURL();
    HttpURLConnection call =
        (HttpURLConnection) (proxy ? url.openConnection() : url.openConnection(Proxy.NO_PROXY));
    call.setConnectTimeout((int) patience.toMillis());
    call.setReadTimeout((int) patience.toMillis());
    call.setInstanceFollowRedirects(false);
    call.setUseCaches(false);
    headers.forEach(call::setRequestProperty);
    return call;
  }

  private static void send(HttpURLConnection call, byte[] body) throws IOException {
    call.setDoOutput(true);
    // Otherwise the JDK sends a request again when the connection is lost.
    call.setFixedLengthStreamingMode(body.length);
    try (OutputStream out = call.getOutputStream()) {
      out.write(body);
    }
  }

  private static int status(HttpURLConnection call) throws IOException {
    try {
      call.getInputStream();
    } catch (HttpRetryException e) {
      return e.responseCode(); // 401, after which the JDK knows nothing else of the answer
    } catch (IOException e) {
      // It has a status of an error, or none: that is thrown again.
    }
    try {
      int status = call.getResponseCode();
      if (status < 0) {
        throw new IOException("the answer is not HTTP");
      }
      return status;
    } catch (RuntimeException e) {
      throw new IOException("the connection was lost", e); // while it was closed
    }
  }

  private String text(HttpURLConnection call, int status, long end) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      byte[] part = new byte[8192];
      for (int read; in != null && (read = in.read(part)) >= 0; ) {
        text.write(part, 0, read);
        if (text.size() > longest) {
          call.disconnect();
          throw new HttpException(Kind.LONG, status, "the answer is too long");
        }
        if (System.nanoTime() - end > 0) {
          call.disconnect();
          throw new HttpException(Kind.LATE, status, "the answer is too slow");
        }
      }
    }
    if (call.getContentLengthLong() > text.size()) {
      throw new IOException("the answer was cut off"); // the JDK does not notice it
    }
    return text.toString(UTF_8);
  }

  private static Optional<Duration> retryAfter(HttpURLConnection call) {
    return Optional.ofNullable(call.getHeaderField("Retry-After"))
        .filter(text -> SECONDS.matcher(text).matches())
        .map(text -> Duration.ofSeconds(Long.parseLong(text)));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-closer");
    thread.setDaemon(true);
    return thread;
  }
}
