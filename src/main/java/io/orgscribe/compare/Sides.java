package io.orgscribe.compare;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

import org.hibernate.StatelessSession;

import io.orgscribe.browse.CatalogVersion;
import io.orgscribe.browse.CatalogVersions;
import io.orgscribe.browse.Filter;
import io.orgscribe.browse.ListAnswers;
import io.orgscribe.browse.ListQuery;
import io.orgscribe.web.Cursor;
import io.orgscribe.web.ProblemException;

/** Finds the state that a side is: {@code CONNECTION}, or {@code CONNECTION@TIME}. */
@ApplicationScoped
class Sides {

    private final StatelessSession session;
    private final ListAnswers answers;

    Sides(StatelessSession session, ListAnswers answers) {
        this.session = session;
        this.answers = answers;
    }

    /**
     * @param pinned the revision that a cursor names; empty for the first page
     * @throws ProblemException 400 where the side is missing or its time cannot be read, 404 where there is no such connection
     */
    @Transactional
    Side read(String name, ListQuery query, Optional<String> pinned) {
        String value = query.parameters().get(name);
        if (value == null) {
            throw ProblemException.badRequest(
                    name,
                    "missing",
                    "There is nothing to compare on the " + name + " side.",
                    "Send " + name + " with the id of a connection, with @ and a time behind it for how it was then.");
        }
        int at = value.indexOf('@');
        UUID connection = answers.connection(at < 0 ? value : value.substring(0, at), name)
                .connection();
        CatalogVersions versions = new CatalogVersions(session);
        CatalogVersion version;
        if (pinned.isPresent()) {
            version = pinned.get().equals(CatalogVersion.NEVER.text())
                    ? CatalogVersion.NEVER
                    : versions.named(connection, pinned.get()).orElseThrow(Cursor::invalid);
        } else if (at < 0) {
            version = versions.newest(connection);
        } else {
            version =
                    versions.at(connection, time(name, value.substring(at + 1))).orElse(CatalogVersion.NEVER);
        }
        return new Side(name, connection, version);
    }

    private static Instant time(String name, String text) {
        try {
            return Filter.instant(text);
        } catch (IllegalArgumentException e) {
            throw ProblemException.badRequest(
                    name,
                    "invalid_value",
                    "What stands behind @ is no time.",
                    "Send an RFC 3339 time with its offset, such as 2026-11-24T08:00:00Z.");
        }
    }
}
