package dev.necessity.attack;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection on which anything can be sent, as no client would. */
final class RawHttp implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 20_000;

  /** Shorter than the server waits for one byte. */
  private static final int PAUSE_MILLIS = 500;

  private final Socket socket;

  RawHttp(int port) throws IOException {
    this("127.0.0.1", port);
  }

  /**
   * @param from the address that the server sees
   */
  RawHttp(String from, int port) throws IOException {
    socket = new Socket(InetAddress.getByName("127.0.0.1"), port, InetAddress.getByName(from), 0);
    socket.setSoTimeout(PATIENCE_MILLIS);
  }

  /** Sends the text as it is, one byte for each character. */
  RawHttp send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** What the server answers until it closes the connection or has sent one whole answer. */
  String answer() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    InputStream in = socket.getInputStream();
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        all.write(next);
        if (isWhole(all.toString(StandardCharsets.ISO_8859_1))) {
          break;
        }
      }
    } catch (SocketException reset) {
      // What came before is the answer.
    } catch (SocketTimeoutException silence) {
      throw new AssertionError("The server neither answers nor closes the connection.", silence);
    }
    return all.toString(StandardCharsets.UTF_8);
  }

  /**
   * Sends the text so slowly that the server waits for each of its bytes; whether it closes the
   * connection before it has all of them.
   */
  boolean closesBeforeItHas(String text) throws IOException {
    socket.setSoTimeout(PAUSE_MILLIS);
    try {
      for (char each : text.toCharArray()) {
        send(String.valueOf(each));
        try {
          if (socket.getInputStream().read() < 0) {
            return true;
          }
        } catch (SocketTimeoutException pause) {
          // It goes on waiting.
        }
      }
      return false;
    } catch (SocketException reset) {
      return true;
    }
  }

  private static boolean isWhole(String answer) {
    int end = answer.indexOf("\r\n\r\n");
    if (end < 0) {
      return false;
    }
    String head = answer.substring(0, end).toLowerCase(Locale.ROOT);
    int length = head.indexOf("\r\ncontent-length: ");
    if (length >= 0) {
      return answer.length() - end - 4
          >= Integer.parseInt(head.substring(length + 18).split("\r\n")[0].trim());
    }
    return head.contains("transfer-encoding: chunked") && answer.endsWith("\r\n0\r\n\r\n");
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
