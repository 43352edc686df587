/**
 * What is wrong with decision files and forms, found before anybody deploys them. Start with {@link
 * dev.necessity.policy.check.FilesCheck}; each kind of finding is one of {@link
 * dev.necessity.policy.check.Check}. Nothing in a file is evaluated but cells that compare with
 * constants, within a budget. Knows the model of policies and FEEL.
 */
package dev.necessity.policy.check;
