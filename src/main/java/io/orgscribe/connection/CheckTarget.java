package io.orgscribe.connection;

import java.net.URI;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import io.orgscribe.token.Credentials;

/**
 * What a check of a connection needs to know of it, saved or not.
 *
 * @param id null where it is not saved
 * @param apiVersion null for the highest that the org offers
 * @param orgId of the org whose catalog it is; null where it has none yet
 * @param orgReservePercent of the org's daily calls that runs leave to others
 * @param sharing from a user to the names of other connections that log in as it through the same app
 * @param credentials as {@link Connections#credentials}, with its failures
 */
public record CheckTarget(
        UUID id,
        URI loginUrl,
        AuthMethod method,
        String apiVersion,
        String orgId,
        int orgReservePercent,
        GrantPolicy grantPolicy,
        Supplier<Credentials> credentials,
        Function<String, List<String>> sharing) {}
