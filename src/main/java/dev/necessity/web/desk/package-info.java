/**
 * The desk: a case for all who work on it. Start with {@link dev.necessity.web.desk.DeskPage},
 * which is made of what {@link dev.necessity.web.desk.CasesOnDesk} reads. It decides nothing, and
 * shows a case only to who may know of it.
 */
package dev.necessity.web.desk;
