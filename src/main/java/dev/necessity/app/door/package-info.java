/**
 * Which calls there are, who may make each, and what may be sent with it. Start with {@link
 * dev.necessity.app.door.Door}, which reads {@code door.yaml}, and {@link
 * dev.necessity.app.door.Entrance}. What is not on the list does not exist.
 */
package dev.necessity.app.door;
