package dev.necessity.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.necessity.Models;
import dev.necessity.request.ContentHash;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the build has checked, a start does not check again; everything else is checked when it is
 * deployed.
 */
class CheckedFilesTest {

  @Test
  void everyPackagedFileWasCheckedByTheBuild() {
    assertThat(Models.files(Models.DMN, ".dmn"))
        .isNotEmpty()
        .allSatisfy(
            file ->
                assertThat(CheckedFiles.contain(sha256(Models.text(file))))
                    .as(file.toString())
                    .isTrue());
  }

  @Test
  void aFileThatWasChangedAfterTheBuildIsNotAmongThem() {
    String changed =
        Models.text(Models.DMN.resolve("si-joint-fusion.dmn"))
            .replace("<text>70</text>", "<text>75</text>");

    assertThat(CheckedFiles.contain(sha256(changed))).isFalse();
  }

  @Test
  void theBuildListsOnlyFilesInWhichItFoundNothing(@TempDir Path packaged) throws IOException {
    String fine = Models.text(Models.DMN.resolve("delivery.dmn"));
    Path dmn = Files.createDirectory(packaged.resolve("dmn"));
    Files.writeString(dmn.resolve("fine.dmn"), fine);
    Files.writeString(
        dmn.resolve("broken.dmn"),
        fine.replaceFirst("hitPolicy=\"[A-Z ]+\"", "hitPolicy=\"PRIORITY\""));
    Files.writeString(dmn.resolve("notes.txt"), "Not a decision file.");

    CheckedFiles.main(new String[] {packaged.toString()});

    assertThat(packaged.resolve("META-INF/checked-files.sha256"))
        .content()
        .isEqualTo(sha256(fine) + "  dmn/fine.dmn" + System.lineSeparator());
  }

  private static String sha256(String content) {
    return ContentHash.ofBytes(content.getBytes(StandardCharsets.UTF_8));
  }
}
