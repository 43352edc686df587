/**
 * How a case begins, is amended and is withdrawn. Start with {@link
 * dev.necessity.casework.intake.Cases}, which the API asks; typed requests come in by {@link
 * dev.necessity.casework.intake.IntakeForm}. What is judged is not known here.
 */
package dev.necessity.casework.intake;
