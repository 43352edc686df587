/**
 * The commands {@code policy} and {@code audit}, for who works with files and for who reads the
 * database without a server. Start with {@link dev.necessity.command.Commands} and {@link
 * dev.necessity.command.AuditCommands}; the database is {@link dev.necessity.command.CaseDatabase}.
 * A command says in words what a room does, and does nothing itself.
 */
package dev.necessity.command;
