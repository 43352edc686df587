/**
 * Who does something with a case, and whether they may: one person is never two roles in one case.
 * Start with {@link dev.necessity.casework.people.Participants}; a clinician's NPI is kept by
 * {@link dev.necessity.casework.people.ReviewerNpis}. What each of them does is not known here.
 */
package dev.necessity.casework.people;
