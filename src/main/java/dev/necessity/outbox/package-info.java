/**
 * What goes out: deliveries, written in the transaction of the step that causes them, and the
 * channels that carry them. Start with {@link dev.necessity.outbox.Outbox}; {@link
 * dev.necessity.outbox.OutboxDelivery} empties it. What a delivery says is made elsewhere, and
 * given as a function.
 */
package dev.necessity.outbox;
