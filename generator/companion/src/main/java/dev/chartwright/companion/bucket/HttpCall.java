package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One call of HTTP that is never repeated by itself, and ends within a time whatever the other side
 * does.
 *
 * @param proxy whether to go through the proxy of the system, if there is one
 * @param patience the time of the whole call
 */
record HttpCall(URI address, Map<String, String> headers, boolean proxy, Duration patience) {
  private static final int LONGEST_ANSWER = 1 << 20; // bytes; an object's metadata has about 1,000

  /** Closes connections whose time is over. */
  private static final ScheduledExecutorService CLOSER =
      Executors.newSingleThreadScheduledExecutor(HttpCall::daemon);

  /** An answer with any status. */
  record Answer(int status, String text) {}

  /** Asks for the address. */
  Answer get() throws IOException {
    return call("GET", new byte[0]);
  }

  /** Sends a body. */
  Answer post(byte[] body) throws IOException {
    return call("POST", body);
  }

  private Answer call(String method, byte[] body) throws IOException {
    var url = address.toURL();
    HttpURLConnection call =
        (HttpURLConnection) (proxy ? url.openConnection() : url.openConnection(Proxy.NO_PROXY));
    call.setConnectTimeout((int) patience.toMillis());
    call.setReadTimeout((int) patience.toMillis());
    call.setInstanceFollowRedirects(false);
    call.setUseCaches(false);
    headers.forEach(call::setRequestProperty);
    long end = System.nanoTime() + patience.toNanos();
    // The limits above do not end a write that stalls, nor headers that come a byte at a time.
    Future<?> closing =
        CLOSER.schedule(call::disconnect, patience.toMillis(), TimeUnit.MILLISECONDS);
    int status;
    try {
      if (method.equals("POST")) {
        call.setDoOutput(true);
        // Otherwise the JDK sends a request again when the connection is lost.
        call.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = call.getOutputStream()) {
          out.write(body);
        }
      }
      status = status(call);
    } finally {
      // Before the body is read: to close it from another thread can block both.
      closing.cancel(false);
    }
    return new Answer(status, status == 401 ? "" : text(call, status, end));
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

  private static String text(HttpURLConnection call, int status, long end) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      byte[] part = new byte[8192];
      for (int read; in != null && (read = in.read(part)) >= 0; ) {
        text.write(part, 0, read);
        boolean late = System.nanoTime() - end > 0;
        if (late || text.size() > LONGEST_ANSWER) {
          call.disconnect();
          throw new IOException("the answer is too " + (late ? "slow" : "long"));
        }
      }
    }
    if (call.getContentLengthLong() > text.size()) {
      throw new IOException("the answer was cut off");
    }
    return text.toString(UTF_8);
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-closer");
    thread.setDaemon(true);
    return thread;
  }
}
