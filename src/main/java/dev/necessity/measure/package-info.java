/**
 * Measuring functions and units that FEEL lacks: pure, without the words of any policy and without
 * any other room. Expressions call them by the names that {@code feel.MeasuringFunctions} gives
 * them; docs/functions.md tells analysts. Start with {@link dev.necessity.measure.CalendarMonths}.
 */
package dev.necessity.measure;
