package io.orgscribe.access;

import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;

/** What the pages of a browser send to the service, and how it answers: of most of it the page itself knows nothing. */
final class Traffic {

    private final String service;
    private final List<String> replies = new ArrayList<>();
    private int open;

    Traffic(BrowserContext context, String service) {
        this.service = service;
        context.onRequest(request -> open++);
        context.onRequestFinished(request -> open--);
        context.onRequestFailed(request -> open--);
        context.onResponse(this::add);
    }

    private void add(Response reply) {
        if (reply.url().startsWith(service)) {
            replies.add(reply.status() + " " + reply.request().method());
        }
    }

    /** Status and method of each, when nothing is on its way any more. */
    List<String> replies(Page page) {
        page.waitForCondition(() -> open <= 0);
        return List.copyOf(replies);
    }
}
