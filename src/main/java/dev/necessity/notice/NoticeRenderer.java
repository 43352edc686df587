package dev.necessity.notice;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/**
 * Lays a letter out with its template under {@code notices/}. A template sees the notice as {@code
 * notice}, exactly as its JSON is, and the words of its language; so the three forms cannot differ.
 * Thread-safe.
 */
public final class NoticeRenderer {

  private static final String FONTS = "/META-INF/resources/webjars/npm-font-open-sans/1.1.0/fonts/";

  private final NoticeWriter writer;
  private final ObjectMapper json;
  private final TemplateEngine templates = new TemplateEngine();
  private final Map<String, byte[]> fonts = new ConcurrentHashMap<>();

  public NoticeRenderer(NoticeWriter writer, ObjectMapper json) {
    this.writer = writer;
    this.json = json;
    ClassLoaderTemplateResolver files =
        new ClassLoaderTemplateResolver(NoticeRenderer.class.getClassLoader());
    files.setPrefix("notices/");
    files.setSuffix(".html");
    files.setTemplateMode(TemplateMode.HTML);
    files.setCharacterEncoding("UTF-8");
    templates.setTemplateResolver(files);
    templates.setMessageResolver(new Words());
    XRLog.listRegisteredLoggers().forEach(logger -> XRLog.setLevel(logger, Level.WARNING));
  }

  /** A whole page, well-formed also as XML. */
  public String html(Letter notice) {
    Language language = Language.of(notice.language());
    Context context = new Context(language.locale());
    context.setVariable("notice", json.convertValue(notice, Map.class));
    context.setVariable("words", writer.wording(language));
    return templates.process(notice.template(), context);
  }

  /**
   * The same page as a tagged PDF with its typeface embedded (PDF/UA as far as the library goes).
   */
  public byte[] pdf(Letter notice) {
    ByteArrayOutputStream pdf = new ByteArrayOutputStream();
    PdfRendererBuilder builder = new PdfRendererBuilder();
    builder.usePdfUaAccessibility(true);
    builder.withHtmlContent(html(notice), null);
    builder.useFont(() -> font("Regular"), "Open Sans", 400, FontStyle.NORMAL, true);
    builder.useFont(() -> font("Bold"), "Open Sans", 700, FontStyle.NORMAL, true);
    builder.useFont(() -> font("Italic"), "Open Sans", 400, FontStyle.ITALIC, true);
    builder.toStream(pdf);
    Thread thread = Thread.currentThread();
    ClassLoader loader = thread.getContextClassLoader();
    // The library asks for an XML transformer each time, and Java then looks for one in every jar:
    // a quarter of all the time.
    thread.setContextClassLoader(ClassLoader.getPlatformClassLoader());
    try {
      builder.run();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      thread.setContextClassLoader(loader);
    }
    return pdf.toByteArray();
  }

  /** Each letter reads its fonts anew: from memory, since to unpack them is a tenth of its time. */
  private InputStream font(String style) {
    return new ByteArrayInputStream(fonts.computeIfAbsent(style, NoticeRenderer::load));
  }

  private static byte[] load(String style) {
    try (InputStream font =
        NoticeRenderer.class.getResourceAsStream(FONTS + style + "/OpenSans-" + style + ".ttf")) {
      return font.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Gives the templates the words of the notice's language. */
  private final class Words extends AbstractMessageResolver {

    @Override
    public String resolveMessage(
        ITemplateContext context, Class<?> origin, String key, Object[] values) {
      return writer
          .wording(Language.of(context.getLocale().getLanguage()))
          .text(key, values == null ? new Object[0] : values);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] values) {
      return null;
    }
  }
}
