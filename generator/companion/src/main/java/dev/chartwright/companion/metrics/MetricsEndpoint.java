package dev.chartwright.companion.metrics;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.function.Supplier;

/**
 * Answers {@code GET /metrics} by HTTP/1.1, one request a connection. A slow, endless or senseless
 * request takes one of its few threads for some seconds at most, and no other thread ever.
 */
public final class MetricsEndpoint implements Closeable {
  private static final int THREADS = 4;
  private static final int WAITING_CONNECTIONS = 16;
  private static final int LONGEST_HEAD = 8 << 10; // bytes
  private static final int PATIENCE_MILLIS = 5_000; // for a whole request
  private static final int PAUSE_MILLIS = 100;
  private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

  private final ServerSocket server;
  private final Supplier<String> text;

  /**
   * Starts to listen.
   *
   * @param address null for all addresses
   * @param port 0 for any free one
   * @param text what is answered
   * @throws IOException if the port is taken
   */
  public MetricsEndpoint(InetAddress address, int port, Supplier<String> text) throws IOException {
    this.text = text;
    server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(new InetSocketAddress(address, port), WAITING_CONNECTIONS);
    for (int i = 0; i < THREADS; i++) {
      Thread thread = new Thread(this::serve, "metrics-" + i);
      thread.setDaemon(true);
      thread.start();
    }
  }

  /** The port that it listens to. */
  public int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        client.setTcpNoDelay(true);
        answer(client);
      } catch (IOException | RuntimeException e) {
        pause(); // the client went away, or the process has no file descriptor left
      }
    }
  }

  private void answer(Socket client) throws IOException {
    String[] request = requestLine(client).split(" ", -1);
    String status = "200 OK";
    String body = "";
    if (request.length != 3 || !request[2].startsWith("HTTP/1.")) {
      status = "400 Bad Request";
    } else if (!request[0].equals("GET")) {
      status = "405 Method Not Allowed";
    } else if (!request[1].split("\\?", 2)[0].equals("/metrics")) {
      status = "404 Not Found";
    } else {
      body = text.get();
    }
    byte[] bytes = (status.startsWith("200") ? body : status + "\n").getBytes(UTF_8);
    String head =
        "HTTP/1.1 "
            + status
            + "\r\nContent-Type: "
            + TEXT
            + "\r\nContent-Length: "
            + bytes.length
            + (status.startsWith("405") ? "\r\nAllow: GET" : "")
            + "\r\nConnection: close\r\n\r\n";
    OutputStream out = client.getOutputStream();
    out.write(head.getBytes(US_ASCII));
    out.write(bytes);
    out.flush();
  }

  /** The first line of a request whose head was read to its end; empty if it is none. */
  private static String requestLine(Socket client) throws IOException {
    long end = System.nanoTime() + PATIENCE_MILLIS * 1_000_000L;
    InputStream in = client.getInputStream();
    StringBuilder head = new StringBuilder();
    byte[] block = new byte[LONGEST_HEAD];
    while (head.length() <= LONGEST_HEAD) {
      int left = (int) ((end - System.nanoTime()) / 1_000_000);
      if (left <= 0) {
        throw new IOException("the request takes too long");
      }
      client.setSoTimeout(left);
      int read = in.read(block);
      if (read < 0) {
        return "";
      }
      head.append(new String(block, 0, read, US_ASCII));
      if (head.indexOf("\r\n\r\n") >= 0 || head.indexOf("\n\n") >= 0) {
        return head.toString().lines().findFirst().orElse("");
      }
    }
    return "";
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
