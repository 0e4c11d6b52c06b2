package io.orgscribe.extraction;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Salesforce's field types in the catalog's words.
 *
 * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.object_reference.meta/object_reference/field_types.htm">
 *     Field Types</a>
 */
final class FieldType {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("string", "string"),
            Map.entry("combobox", "string"),
            Map.entry("encryptedstring", "string"),
            Map.entry("datacategorygroupreference", "string"),
            Map.entry("textarea", "text"),
            Map.entry("boolean", "boolean"),
            Map.entry("int", "integer"),
            Map.entry("integer", "integer"),
            Map.entry("long", "long"),
            Map.entry("double", "decimal"),
            Map.entry("currency", "currency"),
            Map.entry("percent", "percent"),
            Map.entry("date", "date"),
            Map.entry("datetime", "datetime"),
            Map.entry("time", "time"),
            Map.entry("id", "id"),
            Map.entry("reference", "reference"),
            Map.entry("picklist", "picklist"),
            Map.entry("multipicklist", "multipicklist"),
            Map.entry("email", "email"),
            Map.entry("phone", "phone"),
            Map.entry("url", "url"),
            Map.entry("base64", "binary"),
            Map.entry("location", "location"),
            Map.entry("address", "address"),
            Map.entry("complexvalue", "json"),
            Map.entry("json", "json"),
            Map.entry("anytype", "any"));

    /** What a definition shows to people begins with it; the first that fits counts. */
    private static final Map<String, String> DATA_TYPES = new LinkedHashMap<>();

    static {
        DATA_TYPES.put("picklist (multi", "multipicklist");
        DATA_TYPES.put("picklist", "picklist");
        DATA_TYPES.put("long text", "text");
        DATA_TYPES.put("rich text", "text");
        DATA_TYPES.put("text area", "text");
        DATA_TYPES.put("text", "string");
        DATA_TYPES.put("name", "string");
        DATA_TYPES.put("auto number", "string");
        DATA_TYPES.put("lookup", "reference");
        DATA_TYPES.put("master-detail", "reference");
        DATA_TYPES.put("hierarchy", "reference");
        DATA_TYPES.put("external lookup", "reference");
        DATA_TYPES.put("indirect lookup", "reference");
        DATA_TYPES.put("checkbox", "boolean");
        DATA_TYPES.put("number", "decimal");
        DATA_TYPES.put("currency", "currency");
        DATA_TYPES.put("percent", "percent");
        DATA_TYPES.put("date/time", "datetime");
        DATA_TYPES.put("date", "date");
        DATA_TYPES.put("time", "time");
        DATA_TYPES.put("email", "email");
        DATA_TYPES.put("phone", "phone");
        DATA_TYPES.put("fax", "phone");
        DATA_TYPES.put("url", "url");
        DATA_TYPES.put("geolocation", "location");
        DATA_TYPES.put("address", "address");
    }

    private FieldType() {}

    /** {@code unknown} for a type that is newer than this code, and for none. */
    static String of(String nativeType) {
        return nativeType == null ? "unknown" : TYPES.getOrDefault(nativeType.toLowerCase(Locale.ROOT), "unknown");
    }

    /**
     * The type of a field that no describe shows, from what its definition shows to people in English, such as
     * {@code Lookup(User,Group)} or {@code Formula (Text)}; {@code unknown} where that says nothing.
     */
    static String ofDataType(String dataType) {
        if (dataType == null) {
            return "unknown";
        }
        String shown = dataType.toLowerCase(Locale.ROOT).replaceFirst("^formula \\((.*)\\)$", "$1");
        return DATA_TYPES.entrySet().stream()
                .filter(type -> shown.startsWith(type.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("unknown");
    }
}
