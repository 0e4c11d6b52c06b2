package io.orgscribe.sampleorg;

import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.sampleorg.Bill.Kind;

/** The body of a composite call. */
record CompositeRequest(boolean allOrNone, List<Part> parts) {

    private static final int MOST_PARTS = 25;
    private static final int MOST_QUERIES = 5;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern REFERENCE_ID = Pattern.compile("[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern URL = Pattern.compile("/services/data/v(\\d{1,4})\\.0(/[^?]*)(?:\\?(.*))?");

    /** One request of it; an absent method, url or referenceId is empty here. */
    record Part(String method, String url, String referenceId, Map<String, String> headers) {

        private static Part of(JsonNode part) {
            Map<String, String> headers = new HashMap<>();
            part.path("httpHeaders")
                    .properties()
                    .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
            return new Part(
                    part.path("method").asText(),
                    part.path("url").asText(),
                    part.path("referenceId").asText(),
                    headers);
        }

        private Optional<Matcher> target() {
            return Optional.of(URL.matcher(url)).filter(Matcher::matches);
        }

        /** The version it asks for; empty where its url is none of the API's. */
        Optional<ApiVersion> version() {
            return target().map(m -> new ApiVersion(Integer.parseInt(m.group(1))));
        }

        /** The path behind the version, without a slash at its end; empty where its url is none of the API's. */
        String rest() {
            return target().map(m -> m.group(2).replaceFirst("/$", "")).orElse("");
        }

        Call call() {
            Map<String, String> parameters = new HashMap<>();
            String query = target().map(m -> m.group(3)).orElse("");
            for (String pair : query.split("&")) {
                String[] split = pair.split("=", 2);
                parameters.put(split[0], URLDecoder.decode(split.length > 1 ? split[1] : "", StandardCharsets.UTF_8));
            }
            return new Call(method, url, parameters, Call.noCase(headers), new byte[0]);
        }
    }

    static CompositeRequest read(byte[] body) throws IOException {
        JsonNode root = MAPPER.readTree(body);
        List<Part> parts = new ArrayList<>();
        root.path("compositeRequest").forEach(part -> parts.add(Part.of(part)));
        return new CompositeRequest(root.path("allOrNone").asBoolean(), parts);
    }

    /** Why it is refused as a whole, if it is. */
    Optional<Reply> refusal() {
        if (parts.isEmpty()) {
            return refused("INVALID_INPUT", "The compositeRequest is missing or empty");
        }
        if (parts.size() > MOST_PARTS) {
            return refused("LIMIT_EXCEEDED", "The request has more than " + MOST_PARTS + " subrequests");
        }
        if (parts.stream().filter(part -> Api.kind(part.rest()) == Kind.QUERY).count() > MOST_QUERIES) {
            return refused("LIMIT_EXCEEDED", "The request has more than " + MOST_QUERIES + " query subrequests");
        }
        Set<String> seen = new HashSet<>();
        for (Part part : parts) {
            if (part.method().isEmpty() || part.url().isEmpty()) {
                return refused("INVALID_INPUT", "A subrequest lacks its method or url");
            }
            if (!REFERENCE_ID.matcher(part.referenceId()).matches()) {
                return refused("INVALID_INPUT", "Invalid referenceId: " + part.referenceId());
            }
            if (!seen.add(part.referenceId())) {
                return refused("INVALID_INPUT", "Duplicate referenceId: " + part.referenceId());
            }
        }
        return Optional.empty();
    }

    private static Optional<Reply> refused(String code, String message) {
        return Optional.of(Reply.error(400, code, message));
    }
}
