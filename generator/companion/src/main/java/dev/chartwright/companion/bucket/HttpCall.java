package dev.chartwright.companion.bucket;

import static java.nio.charset.StandardCharsets.UTF_8;

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
    // Neither a read that gets a byte now and then nor a write ends by those two limits.
    Future<?> end =
        CLOSER.schedule(call::disconnect, patience.toMillis(), TimeUnit.MILLISECONDS);
    try {
      if (method.equals("POST")) {
        call.setDoOutput(true);
        // Otherwise the JDK sends a request again when the connection is lost.
        call.setFixedLengthStreamingMode(body.length);
        try (OutputStream out = call.getOutputStream()) {
          out.write(body);
        }
      }
      return answer(call);
    } catch (HttpRetryException e) {
      return new Answer(e.responseCode(), "");
    } finally {
      if (!end.cancel(false)) {
        call.disconnect();
      }
    }
  }

  private static Answer answer(HttpURLConnection call) throws IOException {
    int status = call.getResponseCode();
    if (status < 0) {
      throw new IOException("the answer is not HTTP");
    }
    try (InputStream in = status < 400 ? call.getInputStream() : call.getErrorStream()) {
      byte[] text = in == null ? new byte[0] : in.readNBytes(LONGEST_ANSWER + 1);
      if (text.length > LONGEST_ANSWER) {
        call.disconnect();
        throw new IOException("the answer has more than " + LONGEST_ANSWER + " bytes");
      }
      long declared = call.getContentLengthLong();
      if (declared > text.length) {
        throw new IOException("the answer was cut off");
      }
      return new Answer(status, new String(text, UTF_8));
    }
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "http-closer");
    thread.setDaemon(true);
    return thread;
  }
}
