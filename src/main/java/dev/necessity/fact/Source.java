package dev.necessity.fact;

import com.fasterxml.jackson.annotation.JsonInclude;

/** Where a record was found: the document's name and a page, counted from 1. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Source(String document, Integer page) {}
