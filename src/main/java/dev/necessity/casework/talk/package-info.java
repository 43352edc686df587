/**
 * Peer-to-peer talks after an adverse decision. Start with {@link
 * dev.necessity.casework.talk.Talks}, which asks for one, and {@link
 * dev.necessity.casework.talk.TalkForm}, which says what came of it. A talk decides nothing: it may
 * open a reconsideration.
 */
package dev.necessity.casework.talk;
