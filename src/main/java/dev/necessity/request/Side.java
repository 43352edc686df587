package dev.necessity.request;

/** A side of the body; NOT_APPLICABLE only of a procedure that has none. */
public enum Side {
  LEFT,
  RIGHT,
  BILATERAL,
  NOT_APPLICABLE
}
