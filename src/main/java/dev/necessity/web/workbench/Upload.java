package dev.necessity.web.workbench;

import dev.necessity.policy.model.PolicyFile;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;

/** What a form brings. */
final class Upload {

  private static final int LONGEST_NAME = 80;

  private Upload() {}

  static boolean isEmpty(MultipartFile file) {
    return file == null || file.isEmpty();
  }

  /**
   * @throws PolicyFile.UnreadableException when it is too large, unsafe or not DMN
   */
  static PolicyFile policy(MultipartFile file) {
    return PolicyFile.read(name(file), content(file));
  }

  /** The bytes of a file that is as large as a decision file at most. */
  static byte[] content(MultipartFile file) {
    if (isEmpty(file)) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST,
          "No file was chosen, or it is empty. Choose one and send the form again.");
    }
    if (file.getSize() > PolicyFile.MAX_BYTES) {
      throw new ResponseStatusException(
          HttpStatus.PAYLOAD_TOO_LARGE,
          "'"
              + name(file)
              + "' has "
              + file.getSize()
              + " bytes; at most "
              + PolicyFile.MAX_BYTES
              + " are read.");
    }
    try {
      return file.getBytes();
    } catch (IOException e) {
      throw new ResponseStatusException(
          HttpStatus.BAD_REQUEST, "The upload broke off. Send it again.", e);
    }
  }

  /** The file's name without folders, as some browsers send. */
  static String name(MultipartFile file) {
    String name =
        file.getOriginalFilename() == null
            ? ""
            : file.getOriginalFilename().replaceAll(".*[/\\\\]", "");
    return name.isBlank()
        ? "upload"
        : name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME) : name;
  }
}
