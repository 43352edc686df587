/**
 * What holds for every request before anybody asks who may do what: size, speed, origin, host,
 * log-ins, sessions, parameters. Start with {@link dev.necessity.app.edge.Edge} and {@link
 * dev.necessity.app.edge.Container}. Knows no case.
 */
package dev.necessity.app.edge;
