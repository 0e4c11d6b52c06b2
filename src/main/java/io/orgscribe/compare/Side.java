package io.orgscribe.compare;

import java.util.UUID;

import io.orgscribe.browse.AsOfPredicate;
import io.orgscribe.browse.CatalogVersion;

/**
 * One of the two states that are compared.
 *
 * @param name {@code left} or {@code right}, as in the query and in what statements bind
 */
record Side(String name, UUID connection, CatalogVersion version) {

    /** The revision of this side in statements of both. */
    AsOfPredicate asOf() {
        return new AsOfPredicate.OfRow(":" + name + "Revision");
    }

    /** Rows {@code v} of a versioned table as this side has them, removed ones left out, with these columns. */
    String rows(String table, String columns, String condition) {
        return asOf().rows(
                        table,
                        columns,
                        "v.connection_id = :" + name + "Connection AND v.removed_at IS NULL AND " + condition);
    }

    long revision() {
        return ((AsOfPredicate.AtRevision) version.asOf()).revision();
    }
}
