package dev.necessity.text;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Fills the templates of the pages, which are ours alone. What they are given is data: they escape
 * it, so that nothing that a person typed becomes markup. Thread-safe.
 */
public final class HtmlTemplate {

  private static final TemplateEngine ENGINE = new TemplateEngine();

  static {
    ENGINE.setTemplateResolvers(
        Set.of(
            resolver("templates/", ".html", TemplateMode.HTML, "*", 2),
            // The stylesheet, for a page that is kept as a file and cannot ask for it.
            resolver("static/", "", TemplateMode.RAW, "site/*", 1)));
  }

  private HtmlTemplate() {}

  /**
   * @param template path under {@code templates/}, without its ending
   * @param values what the template sees, by name: records, lists, texts
   * @throws org.thymeleaf.exceptions.TemplateEngineException when the template asks for what is not
   *     there
   */
  public static String fill(String template, Map<String, ?> values) {
    return ENGINE.process(template, new Context(Locale.ROOT, Map.copyOf(values)));
  }

  private static ClassLoaderTemplateResolver resolver(
      String prefix, String suffix, TemplateMode mode, String names, int order) {
    ClassLoaderTemplateResolver files =
        new ClassLoaderTemplateResolver(HtmlTemplate.class.getClassLoader());
    files.setPrefix(prefix);
    files.setSuffix(suffix);
    files.setTemplateMode(mode);
    files.setCharacterEncoding("UTF-8");
    files.setResolvablePatterns(Set.of(names));
    files.setOrder(order);
    return files;
  }
}
