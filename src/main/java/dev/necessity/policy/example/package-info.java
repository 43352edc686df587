/**
 * The analysts' example rows of a table, run against it. Start with {@link
 * dev.necessity.policy.example.TableExamples}; how a failing row is shown, {@link
 * dev.necessity.policy.example.FailingRows} says. Examples of whole requests are run where requests
 * are assessed.
 */
package dev.necessity.policy.example;
