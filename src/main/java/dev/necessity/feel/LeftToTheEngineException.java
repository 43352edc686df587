package dev.necessity.feel;

/**
 * A decision holds something that is not compiled here, or an evaluation met something that the
 * engine says better.
 */
final class LeftToTheEngineException extends RuntimeException {

  LeftToTheEngineException() {
    super(null, null, false, false);
  }
}
