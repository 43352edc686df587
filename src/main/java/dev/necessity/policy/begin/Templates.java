package dev.necessity.policy.begin;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Fills the templates under {@code new-policy/}, which read like the files that they become.
 * Thread-safe.
 */
final class Templates {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a template becomes, which decides how a text is written in it. */
  enum Kind {
    XML(TemplateMode.XML),
    JSON(TemplateMode.JAVASCRIPT),
    TEXT(TemplateMode.TEXT);

    private final TemplateEngine engine = new TemplateEngine();

    Kind(TemplateMode mode) {
      ClassLoaderTemplateResolver files =
          new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
      files.setPrefix("new-policy/");
      files.setTemplateMode(mode);
      files.setForceTemplateMode(true);
      files.setCharacterEncoding("UTF-8");
      engine.setTemplateResolver(files);
    }
  }

  /** Writes texts where a template holds another language inside of its own. */
  public static final class FeelTexts {

    /** A text as FEEL writes it. */
    public String text(String text) {
      return "\"" + text.replace("\"", "\\\"") + "\"";
    }
  }

  /** Writes cells of a file of examples. */
  public static final class CsvCells {

    /** A text in a cell. */
    public String cell(String text) {
      return "\"" + text.replace("\"", "\"\"") + "\"";
    }

    /**
     * What a table with many rules gives, in a cell: of each item one part, with what stands around
     * it.
     */
    public String joined(
        List<Map<String, Object>> items, String before, String part, String after) {
      return cell(
          items.stream()
              .map(item -> before + item.get(part) + after)
              .collect(Collectors.joining(" | ")));
    }
  }

  byte[] fill(Kind kind, String template, Map<String, Object> variables) {
    Context context = new Context();
    // As the templates see it: maps and lists.
    context.setVariables(JSON.convertValue(variables, new TypeReference<Map<String, Object>>() {}));
    context.setVariable("feel", new FeelTexts());
    context.setVariable("csv", new CsvCells());
    return kind.engine.process(template, context).getBytes(StandardCharsets.UTF_8);
  }
}
