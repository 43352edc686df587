package dev.necessity.notice;

/** Something that leaves the house as a page: its JSON is what its template sees. */
public interface Letter {

  Audience audience();

  /** Tag of the language. */
  String language();

  /** Name of its file under {@code notices/}, without ending. */
  String template();
}
