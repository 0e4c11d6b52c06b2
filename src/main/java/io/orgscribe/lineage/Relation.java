package io.orgscribe.lineage;

/**
 * A reference column and one table that it refers to.
 *
 * @param from id of the table that has the column
 * @param to id of the table that is referred to
 * @param relationshipName from the column's side, null without
 */
record Relation(
        long from,
        String fromTable,
        String fromLabel,
        long columnId,
        String column,
        String relationshipName,
        boolean masterDetail,
        long to,
        String toTable,
        String toLabel) {

    long other(long table) {
        return from == table ? to : from;
    }
}
