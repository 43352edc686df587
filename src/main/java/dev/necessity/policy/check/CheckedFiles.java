package dev.necessity.policy.check;

import dev.necessity.request.ContentHash;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The packaged decision files in which the build found nothing, by their content. The first start
 * deploys them all and need not look through them again, which would be a tenth of it. A packaged
 * file with a finding, one that was changed after the build, and every other file is checked when
 * it is deployed.
 */
public final class CheckedFiles {

  private static final String LIST = "META-INF/checked-files.sha256";

  private CheckedFiles() {}

  /**
   * Whether the build checked exactly this content and found nothing.
   *
   * @param sha256 of the content, 64 hexadecimal digits
   */
  public static boolean contain(String sha256) {
    return Listed.SHA256.contains(sha256);
  }

  private static final class Listed {

    private static final Set<String> SHA256 = read();

    private static Set<String> read() {
      try (InputStream list = CheckedFiles.class.getClassLoader().getResourceAsStream(LIST)) {
        return list == null
            ? Set.of()
            : new String(list.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" ")[0])
                .collect(Collectors.toUnmodifiableSet());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * The step of the build: checks the files under {@code dmn} and writes the list, as {@code
   * sha256sum} would. It does so only when something was built since the last time.
   *
   * @param arguments the folder of what is packaged
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path list = folder.resolve(LIST);
    if (isNewest(list, folder)) {
      return;
    }
    PolicyCheck check = new PolicyCheck();
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder.resolve("dmn"))) {
      for (Path file : files.filter(each -> each.toString().endsWith(".dmn")).sorted().toList()) {
        byte[] content = Files.readAllBytes(file);
        String name = folder.relativize(file).toString();
        if (check.check(name, content).isEmpty()) {
          lines.add(ContentHash.ofBytes(content) + "  " + name);
        }
      }
    }
    Files.createDirectories(list.getParent());
    Files.write(list, lines);
  }

  /** Neither a decision file nor what checks it was built after the list. */
  private static boolean isNewest(Path list, Path folder) throws IOException {
    if (!Files.exists(list)) {
      return false;
    }
    FileTime written = Files.getLastModifiedTime(list);
    try (Stream<Path> built =
        Files.find(
            folder,
            Integer.MAX_VALUE,
            (path, file) ->
                file.isRegularFile() && file.lastModifiedTime().compareTo(written) > 0)) {
      return built.findAny().isEmpty();
    }
  }
}
