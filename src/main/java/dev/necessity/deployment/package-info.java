/**
 * How decision files and forms come in, and which are live. Start with {@link
 * dev.necessity.deployment.DeploymentGuard}, which looks at each deployment before the engine does;
 * what is deployed is read by {@link dev.necessity.deployment.DeployedPolicies} and {@link
 * dev.necessity.deployment.DeployedDocuments}. Knows what a case is, and nothing that is done with
 * one.
 */
package dev.necessity.deployment;
