package io.orgscribe.salesforce;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One sObject's describe. Texts are as sent (blanks, newlines and markup included); an absent or null text is null
 * inside this record, an absent or null boolean false.
 *
 * @param recordTypes {@code recordTypeInfos} as JSON array text without {@code urls}, null where absent or empty
 * @param childRelationships as JSON array text, members in the order sent, null where absent or empty
 * @param nativeValues every other member of the root (but {@code urls}, {@code fields}): name to JSON text, sorted by
 *     name, without null, false, 0, "", [] and {}
 * @param keys the names of all members of the root that the reply had, whatever their values
 * @param fieldKeys the names of all members that any of its fields had
 * @param lastModified the part's Last-Modified header as sent, or null
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_sobject_describe.htm">
 *     sObject Describe</a>
 */
public record SObject(
        String name,
        String label,
        String labelPlural,
        String keyPrefix,
        boolean custom,
        boolean customSetting,
        boolean queryable,
        boolean createable,
        boolean updateable,
        boolean deletable,
        boolean searchable,
        String associateEntityType,
        String associateParentEntity,
        String recordTypes,
        String childRelationships,
        Map<String, String> nativeValues,
        List<Field> fields,
        Set<String> keys,
        Set<String> fieldKeys,
        String lastModified) {}
