/**
 * What a request says, measured: what a policy's tables read as {@code facts}. Start with {@link
 * dev.necessity.fact.Facts}. It measures and never judges: no number of medicine, no reason and no
 * citation stands here. Knows requests and measures.
 */
package dev.necessity.fact;
