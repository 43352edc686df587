/**
 * The database as a thing that is lost, crowded, of another version or in another time zone:
 * connections, the first look at it, and its one zone of all times. Start with {@link
 * dev.necessity.database.DatabaseWatch} for outages, with {@link dev.necessity.database.Utc} for
 * times. Knows no table of a case: those stand where the case is.
 */
package dev.necessity.database;
