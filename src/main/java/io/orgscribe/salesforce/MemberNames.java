package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * The names of the members of many objects, which nearly always come in the same order: then comparing references is
 * enough, as Jackson gives the same name as the same String.
 */
final class MemberNames {

    private final Set<String> names = new TreeSet<>();
    private final List<String> usual = new ArrayList<>();
    private int place;

    void beginObject() {
        place = 0;
    }

    @SuppressWarnings("StringEquality")
    void add(String name) {
        if (place == usual.size()) {
            usual.add(name);
            names.add(name);
        } else if (usual.get(place) != name) {
            names.add(name);
        }
        place++;
    }

    /** All names, sorted. */
    Set<String> names() {
        return names;
    }
}
