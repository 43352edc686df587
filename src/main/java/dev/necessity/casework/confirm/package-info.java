/**
 * A human confirms what the policy would certify but for a doubt, or hands the case on. Start with
 * {@link dev.necessity.casework.confirm.ConfirmationForm}. Nothing here can deny.
 */
package dev.necessity.casework.confirm;
