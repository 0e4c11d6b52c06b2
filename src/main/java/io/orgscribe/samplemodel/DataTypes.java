package io.orgscribe.samplemodel;

import java.util.Map;

/** A field's type as Setup and FieldDefinition name it. */
public final class DataTypes {

    private static final Map<String, String> PLAIN = Map.of(
            "boolean", "Checkbox",
            "datetime", "Date/Time",
            "multipicklist", "Picklist (Multi-Select)",
            "combobox", "Picklist",
            "location", "Geolocation",
            "id", "Lookup()",
            "url", "URL(255)");

    private DataTypes() {}

    static String of(FieldModel field) {
        if (field.value("calculatedFormula") != null) {
            return "Formula (" + plain(field) + ")";
        }
        if (field.isRollUp()) {
            return "Roll-Up Summary";
        }
        if (field.is("autoNumber")) {
            return "Auto Number";
        }
        return switch (field.type()) {
            case "string" -> "Text(" + field.value("length") + ")";
            case "encryptedstring" -> "Text (Encrypted)(" + field.value("length") + ")";
            case "textarea" ->
                (int) field.value("length") <= 255
                        ? "Text Area(" + field.value("length") + ")"
                        : (field.is("htmlFormatted") ? "Rich" : "Long") + " Text Area(" + field.value("length") + ")";
            case "reference" ->
                (field.is("cascadeDelete") ? "Master-Detail(" : "Lookup(") + String.join(",", field.referenceTo())
                        + ")";
            case "currency", "percent", "double" -> plain(field) + digits(field);
            case "int", "long" -> "Number(" + field.value("digits") + ", 0)";
            default -> plain(field);
        };
    }

    /** As the Metadata API names it. */
    public static String metadata(FieldModel field) {
        if (field.isRollUp()) {
            return "Summary";
        }
        if (field.is("autoNumber")) {
            return "AutoNumber";
        }
        return switch (field.type()) {
            case "textarea" -> (int) field.value("length") <= 255 ? "TextArea" : "LongTextArea";
            case "reference" -> field.is("cascadeDelete") ? "MasterDetail" : "Lookup";
            case "multipicklist" -> "MultiselectPicklist";
            case "location" -> "Location";
            case "url" -> "Url";
            case "datetime" -> "DateTime";
            default -> plain(field);
        };
    }

    private static String digits(FieldModel field) {
        int scale = (int) field.value("scale");
        return "(" + ((int) field.value("precision") - scale) + ", " + scale + ")";
    }

    private static String plain(FieldModel field) {
        return switch (field.type()) {
            case "string" -> "Text";
            case "double", "int", "long" -> "Number";
            default ->
                PLAIN.getOrDefault(
                        field.type(),
                        Character.toUpperCase(field.type().charAt(0))
                                + field.type().substring(1));
        };
    }
}
