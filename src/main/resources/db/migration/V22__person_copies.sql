-- Account's copy X__pc of Contact's field X__c takes over what its own definition leaves out, and who has edited the field.
-- In place and without history, as the first annotation of a row: else the next run would tell it as changes of the org.
-- A few rows of each connection, by its indexes.
UPDATE catalog_column c SET
    description = coalesce(nullif(c.description, ''), f.description),
    compliance_groups = coalesce(nullif(c.compliance_groups, '{}'), f.compliance_groups),
    security_classification = coalesce(nullif(c.security_classification, ''), f.security_classification),
    business_owner = coalesce(nullif(c.business_owner, ''), f.business_owner),
    business_status = coalesce(nullif(c.business_status, ''), f.business_status),
    manageable_state = coalesce(nullif(c.manageable_state, ''), f.manageable_state),
    durable_id = coalesce(nullif(c.durable_id, ''), f.durable_id),
    last_modified_at = greatest(f.last_modified_at, c.last_modified_at),
    last_modified_by = CASE WHEN c.last_modified_at > f.last_modified_at OR f.last_modified_at IS NULL
        THEN c.last_modified_by ELSE f.last_modified_by END
FROM connection n
JOIN catalog_table account ON account.connection_id = n.id AND account.name_key = 'account'
JOIN catalog_table contact ON contact.connection_id = n.id AND contact.name_key = 'contact'
JOIN catalog_column person ON person.connection_id = n.id AND person.table_id = account.id
    AND person.name_key = 'ispersonaccount' AND person.removed_at IS NULL
JOIN catalog_column f ON f.connection_id = n.id AND f.table_id = contact.id AND f.annotated AND f.removed_at IS NULL
WHERE c.connection_id = n.id AND c.table_id = account.id AND c.annotated AND c.removed_at IS NULL
    AND right(c.name_key, 4) = '__pc' AND f.name_key = left(c.name_key, -2) || 'c';
