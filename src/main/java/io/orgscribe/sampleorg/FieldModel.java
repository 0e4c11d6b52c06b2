package io.orgscribe.sampleorg;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One field: what of its describe differs from its type's default, under describe's own key names.
 *
 * @param values immutable; a key that is absent has the default of the type
 * @see FieldDefaults
 */
public record FieldModel(String name, Map<String, Object> values) {

    /** Not part of a field's describe: under what name its parents list it. */
    static final String CHILD_RELATIONSHIP = "@childRelationshipName";

    /** Not part of a describe: the describing user may not read the field. */
    static final String HIDDEN = "@hidden";

    /** Not part of a describe. */
    static final String DESCRIPTION = "@description";

    public String label() {
        return (String) values.get("label");
    }

    public String type() {
        return (String) values.get("type");
    }

    public boolean custom() {
        return Boolean.TRUE.equals(values.get("custom"));
    }

    boolean hidden() {
        return Boolean.TRUE.equals(values.get(HIDDEN));
    }

    Optional<String> description() {
        return Optional.ofNullable((String) values.get(DESCRIPTION));
    }

    @SuppressWarnings("unchecked")
    public List<String> referenceTo() {
        return (List<String>) values.getOrDefault("referenceTo", List.of());
    }

    @SuppressWarnings("unchecked")
    public List<PicklistValue> picklistValues() {
        return (List<PicklistValue>) values.getOrDefault("picklistValues", List.of());
    }

    /** What describe shows under the key; null where it shows null. */
    public Object value(String key) {
        return values.containsKey(key)
                ? values.get(key)
                : FieldDefaults.of(type()).get(key);
    }

    boolean is(String key) {
        return Boolean.TRUE.equals(value(key));
    }

    FieldModel with(String key, Object value) {
        return with(key, value, Map.of());
    }

    FieldModel with(String key, Object value, Map<String, ?> more) {
        Map<String, Object> changed = new HashMap<>(values);
        changed.put(key, value);
        changed.putAll(more);
        return new FieldModel(name, changed);
    }

    FieldModel named(String newName, String newLabel) {
        return new FieldModel(newName, with("label", newLabel).values);
    }

    boolean refersTo(String table) {
        return referenceTo().contains(table);
    }
}
