package io.orgscribe.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.web.Page;

/**
 * A page of runs, newest first.
 *
 * @param next the cursor of the next page, null on the last
 */
@RegisterForReflection
public record RunList(List<RunView> items, String next) {

    public static Response page(Runs runs, Optional<UUID> connectionId, Page page, UriInfo uri) {
        return page.reply(runs.list(connectionId, page.afterId(), page.limit() + 1), RunView::id, RunList::new, uri);
    }
}
