/**
 * A case laid out for the form of who confirms, reviews or talks. Start with {@link
 * dev.necessity.casework.sheet.CaseSheet}. It shows and decides nothing, so that all who judge see
 * the same.
 */
package dev.necessity.casework.sheet;
