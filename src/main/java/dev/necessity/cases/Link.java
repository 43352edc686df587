package dev.necessity.cases;

/**
 * How a case continues a decided one.
 *
 * @param of the case that it continues
 * @param reason in the words of who appeals; of a peer-to-peer talk for a reconsideration that it
 *     led to; null for one whose reason is its evidence
 */
public record Link(Kind kind, String of, String reason) {

  /** Why a decided case is judged again. */
  public enum Kind {
    RECONSIDERATION,
    APPEAL
  }
}
