package io.orgscribe.salesforce;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;

/** Answers composite calls of queries for fields of tables, by name; a test says where it does so otherwise. */
final class FakeDefinitions implements RawServer.Handler {

    private static final Pattern SOQL =
            Pattern.compile("SELECT (.+) FROM FieldDefinition WHERE EntityDefinition\\.QualifiedApiName IN \\((.+)\\)"
                    + "(?: AND DurableId > '(.+)')? ORDER BY DurableId LIMIT (\\d+)");

    /** One query of a call; the first page of it has nothing to go on after, which is "". */
    record Query(String soql, String columns, List<String> tables, String after, int limit) {}

    /** A part in place of the right one: status and body. */
    record Part(int status, String body) {

        static Part error(int status, String code) {
            return new Part(status, "[{\"errorCode\":\"" + code + "\",\"message\":\"x\"}]");
        }
    }

    /** Answers a query otherwise than it should; empty where it does not. */
    @FunctionalInterface
    interface PartFault {
        Optional<Part> of(Query query);
    }

    /** Answers a call otherwise than it should, or does not: false. */
    @FunctionalInterface
    interface CallFault {
        boolean happens(RawServer.Exchange exchange, String right) throws IOException, InterruptedException;
    }

    private final Map<String, List<String>> keys = new TreeMap<>();
    final List<List<Query>> asked = new CopyOnWriteArrayList<>();
    private PartFault partFault = query -> Optional.empty();
    private CallFault callFault = (exchange, right) -> false;

    /** A table with so many fields, whose keys are {@code table.0000} and so on. */
    FakeDefinitions table(String name, int fields) {
        keys.put(
                name,
                IntStream.range(0, fields)
                        .mapToObj(i -> "%s.%04d".formatted(name, i))
                        .toList());
        return this;
    }

    FakeDefinitions part(PartFault fault) {
        partFault = fault;
        return this;
    }

    FakeDefinitions call(CallFault fault) {
        callFault = fault;
        return this;
    }

    List<Query> queries() {
        return asked.stream().flatMap(List::stream).toList();
    }

    @Override
    public void handle(RawServer.Exchange exchange) throws IOException, InterruptedException {
        List<Query> queries = new ArrayList<>();
        List<String> parts = new ArrayList<>();
        for (JsonNode part : Recordings.tree(exchange.body().getBytes(StandardCharsets.UTF_8))
                .get("compositeRequest")) {
            Query query = query(part.get("url").asText());
            queries.add(query);
            Part answer = partFault.of(query).orElseGet(() -> answer(query));
            parts.add("{\"body\":%s,\"httpHeaders\":{},\"httpStatusCode\":%d,\"referenceId\":%s}"
                    .formatted(answer.body(), answer.status(), part.get("referenceId")));
        }
        asked.add(queries);
        String right = "{\"compositeResponse\":[" + String.join(",", parts) + "]}";
        if (!callFault.happens(exchange, right)) {
            exchange.reply(200, right);
        }
    }

    private static Query query(String url) {
        String soql = URLDecoder.decode(url.substring(url.indexOf("?q=") + 3), StandardCharsets.UTF_8);
        Matcher matcher = SOQL.matcher(soql);
        if (!matcher.matches()) {
            throw new AssertionError(soql);
        }
        List<String> tables = new ArrayList<>();
        Matcher literal = Pattern.compile("'((?:[^'\\\\]|\\\\.)*)'").matcher(matcher.group(2));
        while (literal.find()) {
            tables.add(literal.group(1).replaceAll("\\\\(.)", "$1"));
        }
        String after = Optional.ofNullable(matcher.group(3)).orElse("");
        return new Query(soql, matcher.group(1), tables, after, Integer.parseInt(matcher.group(4)));
    }

    Part answer(Query query) {
        return page(matching(query).stream().limit(query.limit()).toList(), true);
    }

    /** As an org that does not heed LIMIT, and gives no second page. */
    Part answerWithoutLimit(Query query) {
        List<String> all = matching(query);
        return all.size() > 2000 ? Part.error(400, "EXCEEDED_ID_LIMIT") : page(all, true);
    }

    List<String> matching(Query query) {
        return query.tables().stream()
                .flatMap(table -> keys.getOrDefault(table, List.of()).stream())
                .filter(key -> key.compareTo(query.after()) > 0)
                .sorted()
                .toList();
    }

    static Part page(List<String> keys, boolean done) {
        String records = keys.stream()
                .map(key -> ("{\"attributes\":{\"type\":\"FieldDefinition\"},\"DurableId\":\"%s\","
                                + "\"EntityDefinition\":{\"attributes\":{},\"QualifiedApiName\":\"%s\"}}")
                        .formatted(key, key.substring(0, key.lastIndexOf('.'))))
                .collect(Collectors.joining(","));
        return new Part(200, "{\"size\":%d,\"done\":%b,\"records\":[%s]}".formatted(keys.size(), done, records));
    }
}
