/**
 * The analysts' and operators' pages: files, what is live, replays, deliveries, figures. Start with
 * {@link dev.necessity.web.workbench.Workbench} and {@link dev.necessity.web.workbench.PageFrame}.
 * The same code as the commands', within a budget and in turn. Knows nothing of the engine.
 */
package dev.necessity.web.workbench;
