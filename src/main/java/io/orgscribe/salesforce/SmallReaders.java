package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.orgscribe.salesforce.CompositeReader.Part;
import io.orgscribe.salesforce.SalesforceClient.DailyCalls;

/** Readers of the replies that are a screen long. */
final class SmallReaders {

    private static final String VERSION = "\\d{1,4}(\\.\\d{1,2})?";
    private static final String LANGUAGE = "LanguageLocaleKey";
    private static final String ID = "[0-9A-Za-z]{15}|[0-9A-Za-z]{18}";

    private SmallReaders() {}

    /** {@code [{"label":"Winter '12","url":"/services/data/v23.0","version":"23.0"}, …]}, ascending by number. */
    static List<String> versions(JsonParser parser) throws IOException {
        List<String> versions = new ArrayList<>();
        if (JsonValues.isArray(parser)) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                String version = member(parser, "version");
                if (version != null && version.matches(VERSION)) {
                    versions.add(version);
                }
            }
        }
        if (versions.isEmpty()) {
            throw JsonValues.unreadable("The reply is no list of API versions.");
        }
        versions.sort(Comparator.comparingDouble(Double::parseDouble));
        return List.copyOf(versions);
    }

    /** The last part of {@code {"identity": "https://login.salesforce.com/id/ORG/USER", …}}. */
    static String userId(JsonParser parser) throws IOException {
        String identity = member(parser, "identity");
        String id = identity == null ? "" : identity.substring(identity.lastIndexOf('/') + 1);
        if (!id.matches(ID)) {
            throw JsonValues.unreadable("The reply names no user.");
        }
        return id;
    }

    /** {@code {"DailyApiRequests": {"Max": 5000, "Remaining": 4937, …}, …}}. */
    static DailyCalls dailyCalls(JsonParser parser) throws IOException {
        DailyCalls calls = null;
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                if (member.equals("DailyApiRequests") && JsonValues.isObject(parser)) {
                    calls = readDailyCalls(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        if (calls == null) {
            throw JsonValues.unreadable("The reply has no DailyApiRequests.");
        }
        return calls;
    }

    /** {@code {"sObjects": [{"count": 3, "name": "Account"}, …]}}. */
    static Map<String, Long> recordCounts(JsonParser parser) throws IOException {
        Map<String, Long> counts = new HashMap<>();
        boolean listSeen = false;
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                if (member.equals("sObjects") && JsonValues.isArray(parser)) {
                    listSeen = true;
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        readCount(parser, counts);
                    }
                } else {
                    parser.skipChildren();
                }
            }
        }
        // No org is without any record: it has the user who asks.
        if (!listSeen || counts.isEmpty()) {
            throw JsonValues.unreadable("The reply has no record counts.");
        }
        return counts;
    }

    private static void readCount(JsonParser parser, Map<String, Long> counts) throws IOException {
        if (!JsonValues.isObject(parser)) {
            return;
        }
        String name = null;
        long count = 0;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "name" -> name = JsonValues.text(parser);
                case "count" -> count = JsonValues.number(parser, 0);
                default -> parser.skipChildren();
            }
        }
        if (name != null) {
            counts.put(name, count);
        }
    }

    /** @param parts of a query for the Organization and, if at all, of one for the User */
    static OrgAndLanguage org(List<Part<SubrequestBody>> parts) {
        List<Row> orgs = parts.get(0).read().rows();
        if (orgs.size() != 1) {
            throw JsonValues.unreadable("The query for the Organization brought " + orgs.size() + " records.");
        }
        Row org = orgs.get(0);
        String language = parts.stream()
                .skip(1)
                .map(SmallReaders::userLanguage)
                .findFirst()
                .orElse("");
        return new OrgAndLanguage(
                new Organization(
                        text(org, "Id"),
                        text(org, "Name"),
                        text(org, "OrganizationType"),
                        org.flag("IsSandbox"),
                        text(org, "InstanceName"),
                        text(org, LANGUAGE)),
                language);
    }

    /** "" where the user may not read it; what may pass is no answer. */
    private static String userLanguage(Part<SubrequestBody> part) {
        try {
            return part.read().rows().stream()
                    .findFirst()
                    .flatMap(user -> user.text(LANGUAGE))
                    .orElse("");
        } catch (SalesforceException e) {
            if (Failures.reaction(e.failure()) != Failures.Reaction.GIVE_UP) {
                throw e;
            }
            return "";
        }
    }

    private static String text(Row row, String column) {
        return row.text(column).orElse("");
    }

    private static DailyCalls readDailyCalls(JsonParser parser) throws IOException {
        long max = -1;
        long remaining = -1;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            parser.nextToken();
            switch (member) {
                case "Max" -> max = JsonValues.number(parser, -1);
                case "Remaining" -> remaining = JsonValues.number(parser, -1);
                default -> parser.skipChildren();
            }
        }
        return max < 0 || remaining < 0 ? null : new DailyCalls(max, remaining);
    }

    /** The text of one member of an object; null where there is none. */
    static String member(JsonParser parser, String wanted) throws IOException {
        String found = null;
        if (JsonValues.isObject(parser)) {
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String member = parser.currentName();
                parser.nextToken();
                if (member.equals(wanted)) {
                    found = JsonValues.text(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
        return found;
    }
}
