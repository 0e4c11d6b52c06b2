package io.orgscribe.catalog;

import java.util.List;
import java.util.Set;

/**
 * One table as a run read it. Texts may be null where Salesforce has none.
 *
 * @param kind one of the design's kinds, such as {@code custom_metadata}
 * @param mainTable the table that this satellite (history, feed, share, change event) belongs to, or null
 * @param recordTypes a JSON array of objects; their member {@code recordTypeId} is no part of any comparison
 * @param nativeValues a JSON object of what Salesforce says beyond these members
 * @param childRelationships a JSON array of objects with {@code childSObject}, {@code field},
 *     {@code relationshipName} and other members
 * @param columns in Salesforce's order
 * @param keys the names of all members that the reading had, whatever their values
 * @param columnKeys the names of all members that any column had
 * @param lastModified the describe's Last-Modified as it was sent, or null; no part of any comparison
 */
public record TableReading(
        String name,
        String label,
        String labelPlural,
        String kind,
        String namespace,
        String keyPrefix,
        String mainTable,
        boolean custom,
        boolean queryable,
        boolean createable,
        boolean updateable,
        boolean deletable,
        boolean searchable,
        Json recordTypes,
        Json nativeValues,
        Json childRelationships,
        List<ColumnReading> columns,
        Set<String> keys,
        Set<String> columnKeys,
        String lastModified) {}
