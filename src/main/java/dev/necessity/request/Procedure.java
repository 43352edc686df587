package dev.necessity.request;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.LocalDate;

/** The surgery asked for: a CPT code and the side; the planned date may be any date, or absent. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Procedure(String code, Side side, String device, LocalDate plannedDate) {}
