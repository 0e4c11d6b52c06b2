package io.orgscribe.run;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

import io.quarkus.runtime.annotations.RegisterForReflection;

import io.orgscribe.connection.Page;

/**
 * A page of runs, newest first.
 *
 * @param next the cursor of the next page, null on the last
 */
@RegisterForReflection
public record RunList(List<RunView> items, String next) {

    public static Response page(Runs runs, Optional<UUID> connectionId, Page page, UriInfo uri) {
        List<RunView> found = runs.list(connectionId, page.after(), page.limit() + 1);
        List<RunView> items = found.stream().limit(page.limit()).toList();
        if (found.size() <= page.limit()) {
            return Response.ok(new RunList(items, null)).build();
        }
        String next = page.cursorAfter(items.get(items.size() - 1).id());
        return Response.ok(new RunList(items, next)).links(Page.next(uri, next)).build();
    }
}
