package dev.necessity.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Writes each delivery into a folder: the PDFs, and last one JSON file. A file that is there is
 * whole, also after the power was lost: its content is on the disk before it gets its name, and
 * where there is the JSON file there are the PDFs.
 */
final class FolderChannel implements Channel {

  static final String NAME = "FOLDER";

  private final Path folder;
  private final Set<PosixFilePermission> permissions;

  /**
   * @param permissions of the files, as in {@code rw-r-----}
   */
  FolderChannel(Path folder, String permissions) {
    this.folder = folder;
    this.permissions = PosixFilePermissions.fromString(permissions);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void deliver(Outbox.Entry entry, Content content) throws IOException {
    Files.createDirectories(folder);
    String name =
        entry.caseNumber()
            + (entry.event() == Outbox.Event.EXTENSION ? "-extension" : "")
            + "-"
            + entry.audience().name().toLowerCase(Locale.ROOT);
    for (Map.Entry<String, byte[]> pdf : content.pdfs().get().entrySet()) {
      write(name + "-" + pdf.getKey() + ".pdf", pdf.getValue());
    }
    keep(folder);
    write(name + ".json", content.json());
    keep(folder);
  }

  private void write(String name, byte[] content) throws IOException {
    Path part = Files.createTempFile(folder, ".part-", null);
    try {
      try (FileChannel file = FileChannel.open(part, StandardOpenOption.WRITE)) {
        for (ByteBuffer rest = ByteBuffer.wrap(content); rest.hasRemaining(); ) {
          file.write(rest);
        }
        file.force(true);
      }
      if (Files.getFileStore(part).supportsFileAttributeView("posix")) {
        Files.setPosixFilePermissions(part, permissions);
      }
      Files.move(
          part,
          folder.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** Has the names in a folder written to the disk, where the system can. */
  private static void keep(Path folder) throws IOException {
    if (Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }
}
