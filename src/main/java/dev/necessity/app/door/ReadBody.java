package dev.necessity.app.door;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A request with a body that is read already. */
final class ReadBody extends HttpServletRequestWrapper {

  private final byte[] bytes;
  private final ServletInputStream body;

  ReadBody(HttpServletRequest request, byte[] bytes) {
    super(request);
    this.bytes = bytes;
    ByteArrayInputStream left = new ByteArrayInputStream(bytes);
    this.body =
        new ServletInputStream() {
          @Override
          public int read() {
            return left.read();
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            return left.read(target, offset, length);
          }

          @Override
          public boolean isFinished() {
            return left.available() == 0;
          }

          @Override
          public boolean isReady() {
            return true;
          }

          @Override
          public void setReadListener(ReadListener listener) {
            throw new UnsupportedOperationException("The body is read already.");
          }
        };
  }

  @Override
  public ServletInputStream getInputStream() {
    return body;
  }

  @Override
  public BufferedReader getReader() {
    return new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  @Override
  public int getContentLength() {
    return bytes.length;
  }

  @Override
  public long getContentLengthLong() {
    return bytes.length;
  }
}
