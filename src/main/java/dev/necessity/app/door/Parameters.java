package dev.necessity.app.door;

import dev.necessity.app.door.Shape.Problem;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Parameters as a query or a form writes them: each name once, and none that is not named. */
final class Parameters {

  private Parameters() {}

  /**
   * @param text null: there are none
   */
  static Optional<Problem> problem(String text, Shape.Fields fields) {
    if (text == null || text.isEmpty()) {
      return Optional.empty();
    }
    Set<String> names = new HashSet<>();
    for (String parameter : text.split("&", -1)) {
      int equals = parameter.indexOf('=');
      Optional<String> name = decoded(equals < 0 ? parameter : parameter.substring(0, equals));
      Optional<String> value = decoded(equals < 0 ? "" : parameter.substring(equals + 1));
      if (name.isEmpty() || value.isEmpty()) {
        return Optional.of(new Problem("A parameter", "is escaped in a way that cannot be read."));
      }
      Optional<Shape> shape = fields.of(name.get());
      if (shape.isEmpty()) {
        return Optional.of(
            new Problem(Shape.Fields.shown(name.get()), "is not taken here." + fields.known()));
      }
      if (!names.add(name.get())) {
        return Optional.of(new Problem(name.get(), "is given twice."));
      }
      Optional<Problem> problem =
          shape.get() instanceof Shape.Value one
              ? one.problem(name.get(), value.get())
              : Optional.of(new Problem(name.get(), "is taken in a body only."));
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /** Empty where an escape is none, or is not UTF-8. */
  private static Optional<String> decoded(String text) {
    try {
      byte[] bytes =
          URLDecoder.decode(text, StandardCharsets.ISO_8859_1)
              .getBytes(StandardCharsets.ISO_8859_1);
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (IllegalArgumentException | CharacterCodingException unreadable) {
      return Optional.empty();
    }
  }
}
