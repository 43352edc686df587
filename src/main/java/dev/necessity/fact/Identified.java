package dev.necessity.fact;

/** A record of the evidence, as it is measured. */
interface Identified {

  String id();
}
