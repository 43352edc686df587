/**
 * What people do with a case: a folder for each thing, with its step, form, rule and endpoint
 * together, and here only the door that leads to several of them. Start with {@link
 * dev.necessity.casework.CaseController}, or with the folder of what you look for: {@code intake},
 * {@code evidence}, {@code document}, {@code assess}, {@code confirm}, {@code review}, {@code
 * issue}, {@code clock}, {@code appeal}, {@code talk}, {@code route}. No folder knows this package,
 * and none of them is part of a circle.
 */
package dev.necessity.casework;
