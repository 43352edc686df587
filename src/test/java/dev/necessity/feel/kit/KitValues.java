package dev.necessity.feel.kit;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/** The kit's data as plain Java. */
final class KitValues {

  private static final String XSI = "http://www.w3.org/2001/XMLSchema-instance";

  private KitValues() {}

  /** Of an element with a value, a list or components. */
  static Object of(Element element) {
    Optional<Element> list = Xml.child(element, "list");
    if (list.isPresent()) {
      return nil(list.get())
          ? null
          : new ArrayList<>(Xml.children(list.get(), "item").stream().map(KitValues::of).toList());
    }
    List<Element> components = Xml.children(element, "component");
    if (!components.isEmpty()) {
      Map<String, Object> context = new LinkedHashMap<>();
      components.forEach(
          component -> context.put(KitNames.of(component.getAttribute("name")), of(component)));
      return context;
    }
    return Xml.child(element, "value")
        .filter(value -> !nil(value))
        .map(value -> simple(value.getTextContent(), value.getAttributeNS(XSI, "type")))
        .orElse(null);
  }

  private static boolean nil(Element element) {
    return element.getAttributeNS(XSI, "nil").equals("true");
  }

  private static Object simple(String text, String type) {
    try {
      return switch (type.replaceFirst(".*:", "")) {
        case "decimal", "double", "integer" -> new BigDecimal(text.strip());
        case "boolean" -> Boolean.valueOf(text.strip());
        case "date" -> LocalDate.parse(text.strip());
        case "time" ->
            text.matches(".*(Z|[+-]\\d\\d:\\d\\d)")
                ? OffsetTime.parse(text)
                : LocalTime.parse(text);
        case "dateTime" ->
            text.matches(".*T.*(Z|[+-]\\d\\d:\\d\\d|\\])")
                ? ZonedDateTime.parse(text)
                : LocalDateTime.parse(text);
        case "duration" -> text.matches("-?P[^DT]*") ? Period.parse(text) : Duration.parse(text);
        default -> text;
      };
    } catch (NumberFormatException | DateTimeException notJava) {
      return text;
    }
  }
}
