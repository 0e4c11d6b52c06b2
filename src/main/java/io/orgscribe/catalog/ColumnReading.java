package io.orgscribe.catalog;

import java.util.List;

/**
 * One column as a run read it. What Salesforce does not say, or says as the type's default, is null.
 *
 * @param type one of the design's types, such as {@code text} or {@code reference}
 * @param nativeType Salesforce's own word
 * @param defaultValue a JSON value, or null
 * @param picklist a JSON array of {@code {value, label, active, default}, dependent ones with {@code validFor} or {@code
 *     validForBitmap}}, or null where it has no values
 * @param references API names of target tables
 * @param nativeValues a JSON object of what Salesforce says beyond these members
 */
public record ColumnReading(
        String name,
        String label,
        String type,
        String nativeType,
        Integer length,
        Integer precision,
        Integer scale,
        boolean nullable,
        boolean unique,
        boolean externalId,
        boolean primaryKey,
        boolean custom,
        boolean calculated,
        String formula,
        Json defaultValue,
        String helpText,
        Json picklist,
        List<String> references,
        String relationshipName,
        boolean masterDetail,
        Json nativeValues) {}
