/**
 * What follows an adverse decision as a case of its own: a reconsideration or an appeal. All of it
 * is {@link dev.necessity.casework.appeal.LinkedCases}. The first decision stays as it was.
 */
package dev.necessity.casework.appeal;
