package io.orgscribe.samplemodel;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;

/** The 57 keys that every field's describe has since v44, with what they are for a plain field of a type. */
final class FieldDefaults {

    private static final List<String> FALSE = List.of(
            "aggregatable",
            "aiPredictionField",
            "autoNumber",
            "calculated",
            "cascadeDelete",
            "caseSensitive",
            "custom",
            "defaultedOnCreate",
            "dependentPicklist",
            "deprecatedAndHidden",
            "displayLocationInDecimal",
            "encrypted",
            "externalId",
            "formulaTreatNullNumberAsZero",
            "groupable",
            "highScaleNumber",
            "htmlFormatted",
            "idLookup",
            "nameField",
            "namePointing",
            "polymorphicForeignKey",
            "queryByDistance",
            "restrictedDelete",
            "restrictedPicklist",
            "searchPrefilterable",
            "unique",
            "writeRequiresMasterRead");
    private static final List<String> TRUE =
            List.of("createable", "filterable", "nillable", "permissionable", "sortable", "updateable");
    private static final List<String> ZERO = List.of("byteLength", "digits", "length", "precision", "scale");
    private static final List<String> NULL = List.of(
            "calculatedFormula",
            "compoundFieldName",
            "controllerName",
            "defaultValue",
            "defaultValueFormula",
            "extraTypeInfo",
            "filteredLookupInfo",
            "inlineHelpText",
            "label",
            "mask",
            "maskType",
            "name",
            "referenceTargetField",
            "relationshipName",
            "relationshipOrder");

    private static final Set<String> NOT_GROUPABLE =
            Set.of("textarea", "double", "currency", "percent", "datetime", "address", "location", "encryptedstring");
    private static final Map<String, String> SOAP_TYPES = Map.ofEntries(
            Map.entry("id", "tns:ID"),
            Map.entry("reference", "tns:ID"),
            Map.entry("boolean", "xsd:boolean"),
            Map.entry("int", "xsd:int"),
            Map.entry("long", "xsd:long"),
            Map.entry("double", "xsd:double"),
            Map.entry("currency", "xsd:double"),
            Map.entry("percent", "xsd:double"),
            Map.entry("date", "xsd:date"),
            Map.entry("datetime", "xsd:dateTime"),
            Map.entry("time", "xsd:time"),
            Map.entry("base64", "xsd:base64Binary"),
            Map.entry("anyType", "xsd:anyType"),
            Map.entry("json", "tns:json"),
            Map.entry("complexvalue", "tns:complexvalue"),
            Map.entry("address", "urn:address"),
            Map.entry("location", "urn:location"));
    private static final Map<String, Map<String, Object>> BY_TYPE = byType();
    private static final Map<String, List<Member>> MEMBERS = BY_TYPE.entrySet().stream()
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> members(entry.getValue())));

    private FieldDefaults() {}

    /**
     * A key but the name, and its default as JSON with a comma before it: most of a describe is defaults, and made only
     * once.
     */
    record Member(String key, SerializableString text) {}

    static List<Member> members(String type) {
        return MEMBERS.getOrDefault(type, MEMBERS.get("string"));
    }

    private static List<Member> members(Map<String, Object> defaults) {
        return defaults.entrySet().stream()
                .filter(entry -> !entry.getKey().equals("name"))
                .map(entry -> new Member(entry.getKey(), text(entry.getKey(), entry.getValue())))
                .toList();
    }

    private static SerializableString text(String key, Object value) {
        String json = value instanceof String string ? '"' + string + '"' : String.valueOf(value);
        return new SerializedString(",\"" + key + "\":" + json);
    }

    /** Every key of a field's describe. */
    static Map<String, Object> of(String type) {
        Map<String, Object> known = BY_TYPE.get(type);
        return known == null ? BY_TYPE.get("string") : known;
    }

    private static Map<String, Map<String, Object>> byType() {
        Map<String, Map<String, Object>> all = new HashMap<>();
        Set<String> textual = Set.of(
                "string",
                "textarea",
                "picklist",
                "multipicklist",
                "combobox",
                "email",
                "phone",
                "url",
                "encryptedstring",
                "datacategorygroupreference");
        SOAP_TYPES.keySet().forEach(type -> all.put(type, defaults(type)));
        textual.forEach(type -> all.put(type, defaults(type)));
        return Map.copyOf(all);
    }

    private static Map<String, Object> defaults(String type) {
        Map<String, Object> all = new TreeMap<>();
        FALSE.forEach(key -> all.put(key, false));
        TRUE.forEach(key -> all.put(key, true));
        ZERO.forEach(key -> all.put(key, 0));
        NULL.forEach(key -> all.put(key, null));
        all.put("picklistValues", List.of());
        all.put("referenceTo", List.of());
        all.put("soapType", SOAP_TYPES.getOrDefault(type, "xsd:string"));
        all.put("type", type);
        all.put("groupable", !NOT_GROUPABLE.contains(type));
        all.put(
                "aggregatable",
                !Set.of("boolean", "address", "base64", "location").contains(type));
        switch (type) {
            case "id" ->
                all.putAll(Map.of(
                        "length",
                        18,
                        "byteLength",
                        18,
                        "createable",
                        false,
                        "updateable",
                        false,
                        "nillable",
                        false,
                        "idLookup",
                        true,
                        "defaultedOnCreate",
                        true,
                        "permissionable",
                        false));
            case "reference" -> all.putAll(Map.of("length", 18, "byteLength", 18));
            case "boolean" -> all.putAll(Map.of("nillable", false, "defaultValue", false, "defaultedOnCreate", true));
            case "textarea", "multipicklist", "encryptedstring" ->
                all.putAll(Map.of("sortable", false, "aggregatable", false));
            case "address", "location" ->
                all.putAll(
                        Map.of("createable", false, "updateable", false, "sortable", false, "queryByDistance", true));
            case "base64" -> all.putAll(Map.of("filterable", false, "sortable", false));
            default -> {
                // The common defaults are right for all other types.
            }
        }
        return Collections.unmodifiableMap(all);
    }
}
