package dev.necessity.command;

import dev.necessity.policy.model.FilePolicies;
import dev.necessity.policy.model.PolicyFile;
import dev.necessity.request.DocumentForm;
import dev.necessity.request.Documents;
import dev.necessity.request.RequestReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/**
 * The forms of a folder, beside those that are packaged: by them requests are read and their
 * records measured.
 */
final class FormsOption {

  @Option(
      names = "--forms",
      paramLabel = "FOLDER",
      defaultValue = "forms",
      description = "Where the forms of documents are; default: ${DEFAULT-VALUE}.")
  private Path folder;

  private Documents documents;

  RequestReader reader() throws IOException {
    Documents known = documents();
    return new RequestReader(Clock.systemUTC(), known::schema);
  }

  FilePolicies policies(List<PolicyFile> files) throws IOException {
    return new FilePolicies(files, documents());
  }

  private Documents documents() throws IOException {
    if (documents == null) {
      List<DocumentForm> forms = new ArrayList<>();
      if (Files.isDirectory(folder)) {
        try (Stream<Path> all = Files.list(folder)) {
          for (Path file :
              all.filter(path -> path.toString().endsWith(".form")).sorted().toList()) {
            forms.add(DocumentForm.read(Files.readAllBytes(file)));
          }
        }
      }
      documents = Documents.packaged().and(forms);
    }
    return documents;
  }
}
