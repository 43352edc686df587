/**
 * The medical director's review: what the form offers, what is wrong with a decision as a whole,
 * and documents asked for again. Start with {@link dev.necessity.casework.review.ReviewForm}. Its
 * rules are tables ({@code review-outcome.dmn}), read by {@link
 * dev.necessity.casework.review.ReviewRules}.
 */
package dev.necessity.casework.review;
