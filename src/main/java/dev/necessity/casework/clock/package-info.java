/**
 * The decision clock of a case: its limits, warnings and its one extension. Start with {@link
 * dev.necessity.casework.clock.RecordClock}. How long each takes, the table {@code decisionClock}
 * says.
 */
package dev.necessity.casework.clock;
