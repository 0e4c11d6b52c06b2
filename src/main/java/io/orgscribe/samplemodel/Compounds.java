package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Fields that Salesforce shows both whole and in parts which name it in {@code compoundFieldName}. */
final class Compounds {

    private Compounds() {}

    /** With state and country picklists switched on, so that the code fields are there and one controls the other. */
    static List<FieldModel> address(String name, Picklists picklists) {
        String prefix = name.replaceFirst("Address$", "");
        String words = FieldSyntax.label(prefix, "address").trim();
        String label = words.isEmpty() ? "" : words + " ";
        List<FieldModel> parts = new ArrayList<>();
        parts.add(text(prefix + "Street", label + "Street", "textarea", 255).with("extraTypeInfo", "plaintextarea"));
        parts.add(text(prefix + "City", label + "City", "string", 40));
        parts.add(text(prefix + "State", label + "State/Province", "string", 80));
        parts.add(text(prefix + "PostalCode", label + "Zip/Postal Code", "string", 20));
        parts.add(text(prefix + "Country", label + "Country", "string", 80));
        parts.add(text(prefix + "StateCode", label + "State/Province Code", "picklist", 10)
                .with(
                        "picklistValues",
                        picklists.named("State"),
                        Map.of(
                                "dependentPicklist", true,
                                "controllerName", prefix + "CountryCode",
                                "restrictedPicklist", true)));
        parts.add(text(prefix + "CountryCode", label + "Country Code", "picklist", 10)
                .with("picklistValues", picklists.named("Country"), Map.of("restrictedPicklist", true)));
        parts.add(coordinate(prefix + "Latitude", label + "Latitude"));
        parts.add(coordinate(prefix + "Longitude", label + "Longitude"));
        parts.add(text(prefix + "GeocodeAccuracy", label + "Geocode Accuracy", "picklist", 40)
                .with("picklistValues", picklists.named("Address/NearAddress/Block/Street/ExtendedZip/Zip/City")));
        parts.replaceAll(part -> part.with("compoundFieldName", name));
        parts.add(new FieldModel(name, Map.of("type", "address", "label", (label + "Address"))));
        return List.copyOf(parts);
    }

    /** A custom geolocation has its parts under names ending in {@code __s}; a standard one lists them itself. */
    static List<FieldModel> geolocation(FieldModel whole) {
        if (!whole.custom()) {
            return List.of(whole);
        }
        String stem = whole.name().replaceFirst("c$", "");
        Map<String, Object> part = Map.of("custom", true, "compoundFieldName", whole.name());
        return List.of(
                coordinate(stem + "Latitude__s", whole.label() + " (Latitude)").with("scale", 6, part),
                coordinate(stem + "Longitude__s", whole.label() + " (Longitude)")
                        .with("scale", 6, part),
                whole);
    }

    private static FieldModel coordinate(String name, String label) {
        return new FieldModel(name, Map.of("type", "double", "label", label, "precision", 18, "scale", 15));
    }

    private static FieldModel text(String name, String label, String type, int length) {
        Map<String, Object> values = new HashMap<>();
        FieldSyntax.size(values, type, length);
        values.put("label", label);
        return new FieldModel(name, values);
    }
}
