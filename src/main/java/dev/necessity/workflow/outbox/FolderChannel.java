package dev.necessity.workflow.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/** Writes each delivery into a folder: one JSON file, and the PDFs. A file that is there is whole. */
final class FolderChannel implements Channel {

  static final String NAME = "FOLDER";

  private final Path folder;

  FolderChannel(Path folder) {
    this.folder = folder;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public void deliver(Outbox.Entry entry, Content content) throws IOException {
    Files.createDirectories(folder);
    String name = entry.caseNumber() + (entry.event() == Outbox.Event.EXTENSION ? "-extension" : "")
        + (entry.audience() == null ? "" : "-" + entry.audience().name().toLowerCase());
    for (Map.Entry<String, byte[]> pdf : content.pdfs().entrySet()) {
      write(name + "-" + pdf.getKey() + ".pdf", pdf.getValue());
    }
    write(name + ".json", content.json());
  }

  private void write(String name, byte[] content) throws IOException {
    Path part = Files.createTempFile(folder, ".part-", null);
    Files.write(part, content);
    Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
