package dev.necessity.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A wire to a port of this machine, which can be held: then what either side sends arrives at no
 * other, and no connection ends.
 */
final class Wire implements AutoCloseable {

  private final ServerSocket end = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
  private final int to;
  private boolean held;

  Wire(int to) throws IOException {
    this.to = to;
    start(this::accept);
  }

  int port() {
    return end.getLocalPort();
  }

  synchronized void hold() {
    held = true;
  }

  synchronized void release() {
    held = false;
    notifyAll();
  }

  private void accept() throws IOException {
    while (true) {
      Socket near = end.accept();
      start(
          () -> {
            try (near;
                Socket far = new Socket(InetAddress.getLoopbackAddress(), to)) {
              start(() -> carry(far, near));
              carry(near, far);
            }
          });
    }
  }

  /** Ends with either side, and ends the other. */
  private void carry(Socket from, Socket into) throws IOException {
    try (from;
        into) {
      InputStream in = from.getInputStream();
      OutputStream out = into.getOutputStream();
      byte[] bytes = new byte[8192];
      for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
        awaitRelease();
        out.write(bytes, 0, count);
      }
    }
  }

  private synchronized void awaitRelease() {
    try {
      while (held) {
        wait();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private interface Carrier {

    void run() throws IOException;
  }

  private static void start(Carrier carrier) {
    Thread thread =
        new Thread(
            () -> {
              try {
                carrier.run();
              } catch (IOException ended) {
                // As a wire does, it says nothing.
              }
            },
            "wire");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    end.close();
    release();
  }
}
