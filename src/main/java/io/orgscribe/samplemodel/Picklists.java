package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The global value sets of {@code picklists.txt}; the same list serves many fields, as it does in a real org. */
final class Picklists {

    private final Map<String, List<PicklistValue>> lists = new HashMap<>();

    Picklists() {
        Lines.of("picklists").forEach(this::read);
    }

    /** The list of that name; or the values themselves, parted by slashes. */
    List<PicklistValue> named(String nameOrValues) {
        List<PicklistValue> list = lists.get(nameOrValues);
        return list != null ? list : values(nameOrValues, "/");
    }

    private void read(String line) {
        String[] parts = line.split(": ", 2);
        String[] head = parts[0].split(" @");
        if (head.length == 1) {
            lists.put(head[0], values(parts[1], "\\|"));
            return;
        }
        lists.put(head[0], dependent(parts[1], lists.get(head[1])));
    }

    private static List<PicklistValue> dependent(String text, List<PicklistValue> controlling) {
        List<PicklistValue> all = new ArrayList<>();
        for (String group : text.split(" ; ")) {
            String[] split = group.split("> ", 2);
            String bitmap = bitmap(split[0], controlling);
            values(split[1], "\\|").forEach(v -> all.add(v.withValidFor(bitmap)));
        }
        return List.copyOf(all);
    }

    /** Bit n, counted from the most significant of the first byte, stands for the n-th controlling value. */
    private static String bitmap(String value, List<PicklistValue> controlling) {
        byte[] bits = new byte[(controlling.size() + 7) / 8];
        for (int i = 0; i < controlling.size(); i++) {
            if (controlling.get(i).value().equals(value)) {
                bits[i / 8] |= (byte) (0x80 >> (i % 8));
            }
        }
        return Base64.getEncoder().encodeToString(bits);
    }

    private static List<PicklistValue> values(String text, String separator) {
        if (text.isEmpty()) {
            return List.of();
        }
        return Arrays.stream(text.split(separator)).map(Picklists::value).toList();
    }

    private static PicklistValue value(String text) {
        boolean isDefault = text.startsWith("*");
        String plain = isDefault ? text.substring(1) : text;
        String[] split = plain.split("=", 2);
        String label = split.length == 1 ? plain : split[1].isEmpty() ? null : split[1];
        return new PicklistValue(split[0], label, isDefault, null);
    }
}
