package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * Who asks. {@code npi} has ten digits and a valid check digit.
 *
 * @param inNetwork whether the plan has a contract with the provider; null where nobody says
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provider(String npi, String name, Boolean inNetwork, String phone, String fax) {}
