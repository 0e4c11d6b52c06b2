package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Custom metadata types, custom settings, platform events, big and external objects of {@code other-objects.txt}. */
final class OtherObjects {

    private static final Map<TableKind, Character> PREFIXES = Map.of(
            TableKind.CUSTOM_METADATA,
            'm',
            TableKind.CUSTOM_SETTING,
            'a',
            TableKind.PLATFORM_EVENT,
            'e',
            TableKind.BIG_OBJECT,
            '0',
            TableKind.EXTERNAL,
            'x');

    private final FieldSyntax syntax;
    private final SystemFields system;

    OtherObjects(FieldSyntax syntax, SystemFields system) {
        this.syntax = syntax;
        this.system = system;
    }

    /** In turns of the kinds, so that a small org has some of each. */
    List<TableEntry> read() {
        List<TableEntry> entries = new ArrayList<>();
        List<String> lines = Lines.of("other-objects");
        for (int i = 0; i < lines.size(); i += 2) {
            entries.add(entry(lines.get(i).split(" \\| "), lines.get(i + 1).substring(2), i / 2));
        }
        return entries;
    }

    private TableEntry entry(String[] head, String ownFields, int index) {
        TableKind kind = TableKind.valueOf(head[0]);
        List<FieldModel> fields = fields(kind, head[2], syntax.parse(ownFields));
        return new TableEntry(
                head[1],
                head[2],
                head[3],
                CustomObjects.keyPrefix(PREFIXES.get(kind), 3000 + index),
                kind,
                null,
                kind != TableKind.PLATFORM_EVENT,
                List.of(),
                Set.of(),
                false,
                () -> fields);
    }

    private List<FieldModel> fields(TableKind kind, String label, List<FieldModel> own) {
        List<FieldModel> all = new ArrayList<>();
        switch (kind) {
            case CUSTOM_METADATA -> {
                all.addAll(syntax.parse("DeveloperName string(40) !l \"" + label + " Name\""));
                all.addAll(syntax.parse("MasterLabel string(40) !n \"Label\"; Language picklist(Language) pf"));
                all.addAll(syntax.parse("NamespacePrefix string(15) r; Label string(40) r"));
                all.addAll(syntax.parse("QualifiedApiName string(70) rl; SystemModstamp datetime !rf"));
            }
            case CUSTOM_SETTING -> all.addAll(syntax.parse("Name string(38) nl"));
            case PLATFORM_EVENT -> {
                all.addAll(syntax.parse("ReplayId string(1000) r; EventUuid string(36) r; CreatedDate datetime !rf"));
                all.addAll(syntax.parse("CreatedById ref(User) !rf \"Created By ID\""));
            }
            default -> {
                // Big and external objects bring all their fields themselves.
            }
        }
        all.addAll(own);
        return system.around(all, label, kind == TableKind.CUSTOM_SETTING ? "d" : "x", false);
    }
}
