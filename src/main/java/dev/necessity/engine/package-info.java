/**
 * The process engine's internals: the one room that may use what the engine does not promise to
 * keep, a class for each thing that is done with it. Start with {@link
 * dev.necessity.engine.EngineCommands}, which everybody uses, and {@link
 * dev.necessity.engine.OpenCommands}, which says what the engine still does for who asks it
 * directly. On an upgrade of the engine everything here is read again. Knows no case.
 */
package dev.necessity.engine;
