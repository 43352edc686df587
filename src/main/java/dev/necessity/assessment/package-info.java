/**
 * What a policy says of a request at one moment, and what that makes of it. Start with {@link
 * dev.necessity.assessment.Assessor}; who may end a case adversely, {@link
 * dev.necessity.assessment.WhoMayDeny} says, and nobody else. A pure function of request and
 * tables, with the endpoint of the what-if beside it. Knows no case and no engine.
 */
package dev.necessity.assessment;
