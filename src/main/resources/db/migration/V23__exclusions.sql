-- Which tables a connection's filter leaves out, by revision: [from_rev, to_rev), without an end where it still does.
-- catalog_table.excluded_at stays for replicas of the version before and for the views, and tells the newest state only.
-- Taken back by dropping the table.
CREATE TABLE catalog_exclusion (
    connection_id uuid NOT NULL,
    table_id      bigint NOT NULL,
    from_rev      bigint NOT NULL,
    to_rev        bigint,
    PRIMARY KEY (connection_id, table_id, from_rev)
);

-- What is left out now, since the revision that was newest when it was. What was let in again before is not known any more.
INSERT INTO catalog_exclusion (connection_id, table_id, from_rev)
SELECT t.connection_id, t.id, r.revision
FROM catalog_table t
CROSS JOIN LATERAL (
    SELECT revision FROM catalog_revision
    WHERE connection_id = t.connection_id AND at <= t.excluded_at
    ORDER BY at DESC LIMIT 1) r
WHERE t.excluded_at IS NOT NULL;
