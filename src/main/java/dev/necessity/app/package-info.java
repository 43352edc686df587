/**
 * The application put together: beans, users and groups, what is deployed at the start, errors,
 * health and figures of the server. Start with {@link dev.necessity.app.EngineConfiguration} and
 * {@link dev.necessity.app.Startup}. It knows every room, and none knows it.
 */
package dev.necessity.app;
