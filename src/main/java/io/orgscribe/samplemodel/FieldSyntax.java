package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads fields from the resources' short form, one or more a line, parted by a semicolon:
 *
 * <pre>Name type(arguments) flags "Label" ={formula} #help text</pre>
 *
 * Only name and type are needed; no text may hold a semicolon with a blank behind it, and \n breaks a line in formulas
 * and help texts. Types are describe's, with {@code string(length)}, {@code currency(precision,scale)}, {@code
 * picklist(List)}, {@code picklist(List@Controlling__c)} or
 * {@code picklist(One/Two)}, {@code ref(Target,Target:ChildRelationshipName)}, {@code md} for a master-detail, {@code
 * auto(format)}, {@code address} and {@code geo} for compound fields with their parts. Flags: ! required, n name field,
 * u unique, l id lookup, x external id, r read-only, c calculated without a formula (roll-up), p restricted picklist, t
 * rich text, f filled in by Salesforce when left out, z null where others have false. A {@code namedref} is the oddity
 * of a text that has a {@code referenceTo}.
 */
final class FieldSyntax {

    private static final Pattern FIELD = Pattern.compile(
            "(\\w+) (\\w+)(?:\\(([^)]*)\\))?(?: ([!a-z]+))?(?: \"([^\"]*)\")?(?: =\\{(.*)})?(?: #(.*))?");
    private static final Pattern WORD_START = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    private final Picklists picklists;

    FieldSyntax(Picklists picklists) {
        this.picklists = picklists;
    }

    List<FieldModel> parse(String line) {
        List<FieldModel> fields = new ArrayList<>();
        for (String part : line.split(";\\s+")) {
            fields.addAll(one(part.trim()));
        }
        return fields;
    }

    private List<FieldModel> one(String text) {
        Matcher m = FIELD.matcher(text);
        if (!m.matches()) {
            throw new IllegalArgumentException("Not a field: " + text);
        }
        String name = m.group(1);
        String type = m.group(2);
        if (type.equals("address")) {
            return Compounds.address(name, picklists);
        }
        Map<String, Object> values = new HashMap<>();
        if (name.contains("__")) {
            values.put("custom", true);
        }
        values.put("label", m.group(5) != null ? m.group(5) : label(name, type));
        typed(values, name, type, m.group(3) == null ? "" : m.group(3));
        flags(values, m.group(4) == null ? "" : m.group(4));
        if (m.group(6) != null) {
            values.putAll(Map.of("calculated", true, "calculatedFormula", broken(m.group(6))));
            values.putAll(Map.of("createable", false, "updateable", false));
        }
        if (m.group(7) != null) {
            values.put("inlineHelpText", broken(m.group(7)));
        }
        FieldModel field = new FieldModel(name, values);
        return type.equals("geo") ? Compounds.geolocation(field) : List.of(field);
    }

    /** A line break is written as in Java. */
    private static String broken(String text) {
        return text.replace("\\n", "\n");
    }

    static String label(String name, String type) {
        String stem = name.replaceFirst("__c$", "");
        String ownName = stem.substring(stem.indexOf("__") < 0 ? 0 : stem.indexOf("__") + 2);
        String words = WORD_START.matcher(ownName.replace('_', ' ')).replaceAll(" ");
        boolean idOfReference = type.equals("ref") && words.endsWith(" Id");
        return idOfReference ? words.substring(0, words.length() - 2) + "ID" : words;
    }

    private void typed(Map<String, Object> values, String name, String type, String arguments) {
        String[] numbers = arguments.split(",");
        switch (type) {
            case "ref", "md" -> reference(values, name, type, arguments);
            case "picklist", "multipicklist", "combobox" -> picklist(values, type, arguments);
            case "auto" -> {
                size(values, "string", 80);
                values.putAll(Map.of("autoNumber", true, "createable", false, "updateable", false));
                values.putAll(Map.of("nillable", false, "defaultedOnCreate", true));
            }
            case "namedref" -> {
                size(values, "string", 80);
                values.put("referenceTo", List.of(arguments));
                values.put("relationshipName", name.replaceFirst("Id$", ""));
            }
            case "geo" -> values.put("type", "location");
            case "int", "long" -> {
                values.put("type", type);
                values.put("digits", arguments.isEmpty() ? 9 : Integer.parseInt(arguments));
            }
            case "currency", "double", "percent" -> {
                values.put("type", type);
                values.put("precision", arguments.isEmpty() ? 18 : Integer.parseInt(numbers[0]));
                values.put("scale", arguments.isEmpty() ? 0 : Integer.parseInt(numbers[1]));
            }
            case "string", "textarea", "encryptedstring" -> {
                size(values, type, arguments.isEmpty() ? 255 : Integer.parseInt(arguments));
                if (type.equals("encryptedstring")) {
                    values.putAll(Map.of("mask", "*", "maskType", "all", "encrypted", true));
                }
            }
            case "email" -> size(values, type, 80);
            case "phone" -> size(values, type, 40);
            case "url" -> size(values, type, 255);
            default -> values.put("type", type);
        }
    }

    /** Salesforce reports three bytes a character. */
    static void size(Map<String, Object> values, String type, int length) {
        values.putAll(Map.of("type", type, "length", length, "byteLength", 3 * length));
    }

    private static void reference(Map<String, Object> values, String name, String type, String arguments) {
        String[] split = arguments.split(":");
        List<String> targets = split[0].isEmpty() ? List.of() : List.of(split[0].split(","));
        values.putAll(Map.of("type", "reference", "referenceTo", targets));
        String relationship = name.endsWith("__c") ? name.replaceFirst("__c$", "__r") : name.replaceFirst("Id$", "");
        if (!targets.isEmpty()) {
            values.put("relationshipName", relationship);
        }
        if (targets.size() > 1 || split[0].startsWith("*")) {
            values.putAll(Map.of("polymorphicForeignKey", true, "namePointing", true));
        }
        if (split.length > 1) {
            values.put(FieldModel.CHILD_RELATIONSHIP, split[1]);
        }
        if (type.equals("md")) {
            values.putAll(Map.of("relationshipOrder", 0, "cascadeDelete", true, "nillable", false));
            values.put("writeRequiresMasterRead", false);
        }
    }

    private void picklist(Map<String, Object> values, String type, String list) {
        size(values, type, type.equals("multipicklist") ? 4099 : 255);
        String[] split = list.split("@");
        values.put("picklistValues", picklists.named(split[0]));
        picklists.named(split[0]).stream().filter(PicklistValue::defaultValue).forEach(v -> {
            values.put("defaultValue", v.value());
            values.put("defaultedOnCreate", true);
        });
        if (split.length > 1) {
            values.putAll(Map.of("dependentPicklist", true, "controllerName", split[1]));
        }
        if (type.equals("multipicklist")) {
            values.put("precision", 4);
        }
    }

    private static void flags(Map<String, Object> values, String flags) {
        flags.chars().forEach(flag -> {
            switch (flag) {
                case '!' -> values.put("nillable", false);
                case 'n' -> values.put("nameField", true);
                case 'u' -> values.putAll(Map.of("unique", true, "idLookup", true));
                case 'l' -> values.put("idLookup", true);
                case 'x' -> values.put("externalId", true);
                case 'r' -> values.putAll(Map.of("createable", false, "updateable", false));
                case 'c' -> values.putAll(Map.of("calculated", true, "createable", false, "updateable", false));
                case 'p' -> values.put("restrictedPicklist", true);
                case 't' -> values.putAll(Map.of("htmlFormatted", true, "extraTypeInfo", "richtextarea"));
                case 'z' -> {
                    values.put("aiPredictionField", null);
                    values.put("highScaleNumber", null);
                }
                case 'f' -> values.put("defaultedOnCreate", true);
                default -> throw new IllegalArgumentException("Unknown flag " + (char) flag + " in " + flags);
            }
        });
    }
}
