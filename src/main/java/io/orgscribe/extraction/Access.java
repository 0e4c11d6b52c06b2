package io.orgscribe.extraction;

import io.orgscribe.salesforce.Sessions;

/**
 * What authorize has brought.
 *
 * @param orgId the first 15 characters
 * @param apiVersion the connection's pinned version, or the highest that the org offers
 * @param userId of the describing user
 * @param language of the describing user, or of the org where the user's own is not known
 */
record Access(Sessions sessions, String orgId, String apiVersion, String userId, String language) {

    /** What a staged table was read with: only tables of the same reading make one catalog. */
    String reading() {
        return String.join("|", orgId, apiVersion, userId, language, String.valueOf(CatalogMapper.READER_VERSION));
    }
}
