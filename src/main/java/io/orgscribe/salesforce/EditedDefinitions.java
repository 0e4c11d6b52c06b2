package io.orgscribe.salesforce;

import java.util.List;

/**
 * The custom fields and objects that were edited since a time.
 *
 * @param fields with Id, DeveloperName, NamespacePrefix, TableEnumOrId, ManageableState, LastModifiedDate and
 *     LastModifiedBy.Name
 * @param objects with Id, DeveloperName, NamespacePrefix, Description, ManageableState, LastModifiedDate and
 *     LastModifiedBy.Name
 * @param whole false where there are more than were read
 */
public record EditedDefinitions(List<Row> fields, List<Row> objects, boolean whole) {}
