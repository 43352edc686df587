/**
 * A request that no policy covers is routed by hand. All of it is {@link
 * dev.necessity.casework.route.RoutingForm}.
 */
package dev.necessity.casework.route;
