/**
 * A request and its evidence as records; reading and checking JSON and forms, with the place of
 * each problem. Start with {@link dev.necessity.request.RequestReader}. What evidence may hold the
 * forms of documents say, so that no record of medicine is named here. Knows no policy, no case, no
 * engine and no Spring.
 */
package dev.necessity.request;
