package io.orgscribe.samplemodel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.orgscribe.samplemodel.PersonAccountFields.Copied;

/**
 * One field: what of its describe differs from its type's default, under describe's own key names.
 *
 * @param values immutable; a key that is absent has the default of the type
 * @see FieldDefaults
 */
public record FieldModel(String name, Map<String, Object> values) {

    /** Not part of a field's describe: under what name its parents list it. Further such keys: {@link AnnotationKey}. */
    static final String CHILD_RELATIONSHIP = "@childRelationshipName";

    public String label() {
        return (String) values.get("label");
    }

    public String type() {
        return (String) values.get("type");
    }

    public boolean custom() {
        return Boolean.TRUE.equals(values.get("custom"));
    }

    public boolean hidden() {
        return Boolean.TRUE.equals(values.get(AnnotationKey.HIDDEN));
    }

    /** What its id follows from, whatever it is called now. */
    String origin() {
        return (String) values.getOrDefault(AnnotationKey.ORIGIN, name);
    }

    /** Only describes of custom fields tell, by what they do not say. */
    boolean isRollUp() {
        return custom() && is("calculated") && value("calculatedFormula") == null;
    }

    /** Of which field of Contact it is Account's copy. */
    Optional<Copied> copied() {
        return Optional.ofNullable((Copied) values.get(AnnotationKey.COPIED));
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

    public boolean is(String key) {
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

    /** The same field under another name. */
    FieldModel renamed(String newName) {
        return new FieldModel(newName, with(AnnotationKey.ORIGIN, origin()).values);
    }

    FieldModel without(String key) {
        Map<String, Object> rest = new HashMap<>(values);
        rest.remove(key);
        return new FieldModel(name, rest);
    }
}
