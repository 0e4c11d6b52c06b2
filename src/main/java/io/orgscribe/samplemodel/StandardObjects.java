package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code standard-objects.txt}: a header line each, then the fields in {@link FieldSyntax}.
 *
 * <pre>= Name prefix flags satellites "Label" "Plural label" rt:Developer_Name=Label,…</pre>
 *
 * Flags as in {@link SystemFields}, and t for record types, q for not queryable. Satellites: H history, F feed, S share,
 * C change event.
 */
final class StandardObjects {

    private static final Pattern HEADER =
            Pattern.compile("= (\\w+) (\\S+) (\\S+) (\\S+) \"([^\"]+)\" \"([^\"]+)\"(?: rt:(.*))?");

    private final FieldSyntax syntax;
    private final SystemFields system;
    private final Ids ids;

    StandardObjects(FieldSyntax syntax, SystemFields system, Ids ids) {
        this.syntax = syntax;
        this.system = system;
        this.ids = ids;
    }

    List<TableEntry> read() {
        List<TableEntry> entries = new ArrayList<>();
        List<String> lines = Lines.of("standard-objects");
        for (int i = 0; i < lines.size(); i++) {
            Matcher header = HEADER.matcher(lines.get(i));
            if (!header.matches()) {
                throw new IllegalArgumentException("Not a header: " + lines.get(i));
            }
            List<FieldModel> own = new ArrayList<>();
            while (i + 1 < lines.size() && !lines.get(i + 1).startsWith("=")) {
                own.addAll(syntax.parse(lines.get(++i)));
            }
            entries.add(entry(header, own));
        }
        return entries;
    }

    private TableEntry entry(Matcher header, List<FieldModel> own) {
        String name = header.group(1);
        String flags = header.group(3);
        List<RecordType> recordTypes = recordTypes(name, header.group(7));
        List<FieldModel> fields = system.around(own, header.group(5), flags, !recordTypes.isEmpty());
        return new TableEntry(
                name,
                header.group(5),
                header.group(6),
                header.group(2).equals("-") ? null : header.group(2),
                TableKind.STANDARD,
                null,
                !flags.contains("q"),
                recordTypes,
                satellites(header.group(4)),
                flags.contains("a"),
                () -> fields);
    }

    private List<RecordType> recordTypes(String table, String text) {
        if (text == null) {
            return List.of();
        }
        List<RecordType> all = new ArrayList<>();
        for (String type : text.split(",")) {
            String[] names = type.split("=");
            String id = ids.id18("012", table + "." + names[0]);
            all.add(new RecordType(id, names[0], names[1], true, all.isEmpty()));
        }
        all.add(RecordType.MASTER);
        return List.copyOf(all);
    }

    private static Set<TableKind> satellites(String letters) {
        Set<TableKind> kinds = EnumSet.noneOf(TableKind.class);
        Arrays.stream(TableKind.values())
                .filter(kind ->
                        kind.isSatellite() && letters.indexOf(kind.name().charAt(0)) >= 0)
                .forEach(kinds::add);
        return kinds;
    }
}
