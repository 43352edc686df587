package dev.necessity.notice;

/** Who a notice is for: the one who asked, or the person it is about. */
public enum Audience {
  PROVIDER,
  MEMBER
}
