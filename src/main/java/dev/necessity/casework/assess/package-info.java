/**
 * The steps that have a case judged: its policy pinned, its answer kept, the final tables asked.
 * Start with {@link dev.necessity.casework.assess.RecordAssessment}. The judging itself is the
 * tables' and knows no case.
 */
package dev.necessity.casework.assess;
