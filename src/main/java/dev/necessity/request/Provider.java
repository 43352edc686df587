package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Who asks. {@code npi} has ten digits and a valid check digit. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Provider(String npi, String name) {}
