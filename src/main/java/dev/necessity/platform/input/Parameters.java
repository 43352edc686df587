package dev.necessity.platform.input;

import dev.necessity.request.InvalidRequestException;
import dev.necessity.request.Texts;
import dev.necessity.request.Violation;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What stands in an address or in the body of a form, percent-encoded: text that can be stored, and no more of it than a person writes. */
final class Parameters {

  private Parameters() {}

  static void checkPath(String path) {
    check("", path.replace("+", "%2B"));
  }

  /** @param parameters names and values as they were sent; null for none */
  static void check(String parameters) {
    if (parameters == null) {
      return;
    }
    for (String parameter : parameters.split("&")) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      check("", name);
      check("/" + name, equals < 0 ? "" : parameter.substring(equals + 1));
    }
  }

  private static void check(String pointer, String encoded) {
    String text = decoded(encoded);
    if (text == null || !Texts.storable(text)) {
      throw refused(pointer, text == null ? "is not text in UTF-8; write what is no letter or digit as %XX" : Texts.NOT_STORABLE);
    }
    if (text.length() > Texts.LONGEST) {
      throw refused(pointer, "is longer than " + Texts.LONGEST + " characters; shorten it");
    }
  }

  /** Null when it is no text in UTF-8. */
  private static String decoded(String encoded) {
    try {
      byte[] bytes = URLDecoder.decode(encoded, StandardCharsets.ISO_8859_1).getBytes(StandardCharsets.ISO_8859_1);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException | CharacterCodingException noText) {
      return null;
    }
  }

  private static InvalidRequestException refused(String pointer, String message) {
    return new InvalidRequestException(List.of(new Violation(pointer, message)));
  }
}
