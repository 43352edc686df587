/**
 * The expression engine: the FEEL of Camunda's library, and decision tables over it, without doing
 * the same work for each cell. It guarantees the library's meaning, exactly: the same value, the
 * same null, the same error; whatever it does not know it leaves to the library. It fits
 * feel-engine 1.19.3, which Camunda 7.24 brings, and was seen to compile and to pass its self-check
 * against 1.20.2 and 1.21.0. On an upgrade: compile, run {@code CompatibilityKitTest} (where the
 * kit is not there it is skipped, with a warning, and proves nothing) and {@code
 * FastFeelEngineEqualityTest}, and read what {@link dev.necessity.feel.FeelEvaluation} calls, the
 * one class that goes behind the library's API. Start with {@link
 * dev.necessity.feel.FastFeelEngine}; decisions are {@link dev.necessity.feel.CompiledDecision}. Of
 * this house it knows {@code measure}, whose functions it offers, and the budget of {@code work}.
 */
package dev.necessity.feel;
