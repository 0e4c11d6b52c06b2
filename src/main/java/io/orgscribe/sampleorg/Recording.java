package io.orgscribe.sampleorg;

import java.util.ArrayList;
import java.util.List;

/** Keeps what is asked of the API while somebody wants to ask the same once more. Thread-safe. */
final class Recording {

    private static final String API = "/services/data/v";

    private final List<Asked> asked = new ArrayList<>();
    private boolean running;

    /**
     * A request as it came.
     *
     * @param uri path and query
     */
    record Asked(String method, String uri, String body) {}

    synchronized void start() {
        asked.clear();
        running = true;
    }

    synchronized void take(Asked request) {
        if (running && request.uri().startsWith(API)) {
            asked.add(request);
        }
    }

    /** Ends it and hands out what was asked, in its order. */
    synchronized List<Asked> end() {
        List<Asked> all = List.copyOf(asked);
        asked.clear();
        running = false;
        return all;
    }
}
