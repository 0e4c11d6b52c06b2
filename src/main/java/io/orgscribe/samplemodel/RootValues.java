package io.orgscribe.samplemodel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The keys of a describe's root but for fields and child relationships; describeGlobal shows a part of them. */
final class RootValues {

    private static final Set<String> GLOBAL = Set.of(
            "activateable",
            "associateEntityType",
            "associateParentEntity",
            "createable",
            "custom",
            "customSetting",
            "deepCloneable",
            "deletable",
            "deprecatedAndHidden",
            "feedEnabled",
            "hasSubtypes",
            "isInterface",
            "isSubtype",
            "keyPrefix",
            "label",
            "labelPlural",
            "layoutable",
            "mergeable",
            "mruEnabled",
            "name",
            "queryable",
            "replicateable",
            "retrieveable",
            "searchable",
            "triggerable",
            "undeletable",
            "updateable",
            "urls");
    private static final List<String> NULL = List.of(
            "defaultImplementation",
            "extendedBy",
            "extendsInterfaces",
            "implementedBy",
            "implementsInterfaces",
            "listviewable",
            "lookupLayoutable",
            "networkScopeFieldName");
    private static final Set<String> MERGEABLE = Set.of("Account", "Contact", "Lead", "Case");

    private RootValues() {}

    static Map<String, Object> global(TableModel table, ApiVersion version) {
        Map<String, Object> root = of(table, version);
        root.keySet().retainAll(GLOBAL);
        return root;
    }

    static Map<String, Object> of(TableModel table, ApiVersion version) {
        TableKind kind = table.kind();
        boolean main = kind == TableKind.STANDARD || kind == TableKind.CUSTOM;
        boolean record = main || kind == TableKind.CUSTOM_SETTING || kind == TableKind.EXTERNAL;
        boolean readOnly = kind == TableKind.HISTORY || kind == TableKind.CHANGE_EVENT;
        Map<String, Object> root = new TreeMap<>();
        NULL.forEach(key -> root.put(key, null));
        List.of("activateable", "deepCloneable", "deprecatedAndHidden", "hasSubtypes", "isInterface", "isSubtype")
                .forEach(key -> root.put(key, false));
        if (version.number() >= 50) {
            root.put("associateEntityType", kind.isSatellite() ? kind.suffix() : null);
            root.put("associateParentEntity", table.parent());
        }
        root.put("actionOverrides", List.of());
        root.put("compactLayoutable", main);
        root.put("createable", record || kind == TableKind.PLATFORM_EVENT || kind == TableKind.SHARE);
        root.put("custom", table.custom() && !kind.isSatellite());
        root.put("customSetting", kind == TableKind.CUSTOM_SETTING);
        root.put("deletable", record || kind == TableKind.SHARE || kind == TableKind.FEED);
        root.put("feedEnabled", main && !table.recordTypes().isEmpty());
        root.put("keyPrefix", table.keyPrefix());
        root.put("label", table.label());
        root.put("labelPlural", table.labelPlural());
        root.put("layoutable", record || kind == TableKind.PLATFORM_EVENT);
        root.put("mergeable", MERGEABLE.contains(table.name()));
        root.put("mruEnabled", main);
        root.put("name", table.name());
        root.put("namedLayoutInfos", List.of());
        root.put("queryable", table.queryable());
        root.put("recordTypeInfos", recordTypes(table, version));
        root.put("replicateable", main || readOnly);
        root.put("retrieveable", kind != TableKind.PLATFORM_EVENT);
        root.put("searchLayoutable", main);
        root.put("searchable", record);
        root.put("sobjectDescribeOption", "FULL");
        root.put("supportedScopes", scopes(table, main));
        root.put("triggerable", main || kind == TableKind.PLATFORM_EVENT || kind == TableKind.CHANGE_EVENT);
        root.put("undeletable", main);
        root.put("updateable", record || kind == TableKind.SHARE);
        root.put("urls", urls(table, main, version));
        version.newKeys("ObjectFamily").forEach(key -> root.put(key, kind.name()));
        return root;
    }

    private static List<Map<String, Object>> scopes(TableModel table, boolean main) {
        if (!main || table.find("OwnerId").isEmpty()) {
            return List.of();
        }
        String plural = table.labelPlural().toLowerCase(Locale.ROOT);
        return List.of(
                scope("All " + plural, "everything"),
                scope("My " + plural, "mine"),
                scope("Filter by scope", "scopingRule"));
    }

    private static Map<String, Object> scope(String label, String name) {
        Map<String, Object> scope = new LinkedHashMap<>();
        scope.put("label", label);
        scope.put("name", name);
        return scope;
    }

    private static List<Map<String, Object>> recordTypes(TableModel table, ApiVersion version) {
        return table.recordTypes().stream()
                .map(type -> recordType(table, type, version))
                .toList();
    }

    private static Map<String, Object> recordType(TableModel table, RecordType type, ApiVersion version) {
        Map<String, Object> info = new TreeMap<>();
        info.put("active", type.active());
        info.put("available", true);
        info.put("defaultRecordTypeMapping", type.isDefault());
        info.put("developerName", type.developerName());
        info.put("master", type.isMaster());
        info.put("name", type.name());
        info.put("recordTypeId", type.id());
        info.put(
                "urls",
                Map.of("layout", version.path() + "/sobjects/" + table.name() + "/describe/layouts/" + type.id()));
        return info;
    }

    private static Map<String, Object> urls(TableModel table, boolean main, ApiVersion version) {
        String base = version.path() + "/sobjects/" + table.name();
        Map<String, Object> urls = new LinkedHashMap<>();
        if (main) {
            urls.put("compactLayouts", base + "/describe/compactLayouts");
        }
        urls.put("rowTemplate", base + "/{ID}");
        if (main) {
            urls.put("approvalLayouts", base + "/describe/approvalLayouts");
            urls.put("listviews", base + "/listviews");
        }
        urls.put("describe", base + "/describe");
        if (main) {
            urls.put("quickActions", base + "/quickActions");
            urls.put("layouts", base + "/describe/layouts");
        }
        urls.put("sobject", base);
        return urls;
    }
}
