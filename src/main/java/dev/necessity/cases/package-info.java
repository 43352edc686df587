/**
 * What a case is: its number, its row in the register, its variables, what people did in it, and
 * its turn. Start with {@link dev.necessity.cases.CaseRegister} and {@link
 * dev.necessity.cases.CaseVariables}; who changes a case does it with {@link
 * dev.necessity.cases.CaseChanges}. What is done with a case is not known here: that is casework.
 */
package dev.necessity.cases;
