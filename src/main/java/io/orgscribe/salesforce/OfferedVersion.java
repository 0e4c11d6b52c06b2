package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** One entry of the versions that a host offers, such as {@code {"label":"Winter '12","version":"23.0"}}. */
@RegisterForReflection
record OfferedVersion(String version) {

    private static final String VERSION = "\\d{1,4}(\\.\\d{1,2})?";

    /** The list in place, ascending by number. */
    static List<String> readAll(JsonParser parser) throws IOException {
        List<String> versions = new ArrayList<>();
        JsonValues.eachObject(parser, JsonRecords.of(OfferedVersion.class), each -> {
            if (each.version.matches(VERSION)) {
                versions.add(each.version);
            }
        });
        if (versions.isEmpty()) {
            throw JsonValues.unreadable("The reply is no list of API versions.");
        }
        versions.sort(Comparator.comparingDouble(Double::parseDouble));
        return List.copyOf(versions);
    }
}
