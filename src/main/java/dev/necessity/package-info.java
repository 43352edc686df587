/**
 * The application itself: {@link dev.necessity.NecessityApplication} says what it is made of, and
 * starts a server or runs one command. Everything else stands in a room, and a room knows only
 * those before it: the list is in ArchitectureTest, from the ground up. Start with {@link
 * dev.necessity.casework} for what is done with a case, with {@link dev.necessity.policy.model} for
 * what it is judged by.
 */
package dev.necessity;
