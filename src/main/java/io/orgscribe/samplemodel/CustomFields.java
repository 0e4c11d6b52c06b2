package io.orgscribe.samplemodel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;

import io.orgscribe.samplemodel.Areas.Naming;
import io.orgscribe.samplemodel.CustomObjects.Seed;

/** Makes the fields of one custom object from those of its area and the common ones. */
final class CustomFields {

    /** With these in front, an area's fields become the hundreds that a grown object has. */
    private static final List<String> FIRST_WORDS = List.of(
            "Previous",
            "Requested",
            "Confirmed",
            "Original",
            "Local",
            "Contractual",
            "Estimated",
            "Final",
            "Legacy",
            "Regional",
            "Customer",
            "Supplier",
            "Internal",
            "Approved",
            "Initial",
            "Alternative",
            "Secondary",
            "Reported",
            "Adjusted",
            "Forecast",
            "Temporary",
            "Minimum",
            "Maximum",
            "Corrected");

    private static final Pattern CUSTOM_FIELD = Pattern.compile("\\b\\w+__c\\b");

    private final FieldSyntax syntax;
    private final SystemFields system;
    private final Ids ids;
    private final List<List<FieldModel>> common;

    CustomFields(FieldSyntax syntax, SystemFields system, Ids ids) {
        this.syntax = syntax;
        this.system = system;
        this.ids = ids;
        common = Lines.of("common-fields").stream().map(syntax::parse).toList();
    }

    List<FieldModel> of(Seed seed, boolean activities, boolean recordTypes, int extra) {
        SplittableRandom random = ids.random("fields of " + seed.name());
        Map<String, FieldModel> chosen = new LinkedHashMap<>();
        boolean detail = masters(seed, chosen, random);
        // All that does not depend on how many fields are wanted is drawn first: extra fields must change nothing else.
        String nameField = nameField(seed, random);
        String viewed = random.nextInt(100) < 80 ? "v" : "";
        double skew = random.nextDouble();
        int wanted = 7 + (int) (55 * skew * skew * skew) + extra;
        List<List<FieldModel>> candidates = new ArrayList<>(seed.area().fields());
        candidates.addAll(common);
        take(candidates, chosen, wanted, random, 40, "");
        take(candidates, chosen, wanted, random, 100, "");
        for (String word : FIRST_WORDS) {
            if (chosen.size() >= wanted) {
                break;
            }
            take(candidates, chosen, wanted, random, 100, word);
        }
        List<FieldModel> own = new ArrayList<>(syntax.parse(nameField));
        own.addAll(named(seed, filledByHand(chosen, seed.summarises(), !detail)));
        String flags = (detail ? "" : "o") + "d" + (activities ? "a" : "") + viewed;
        return system.around(own, "Record", flags, recordTypes);
    }

    /** Roll-ups but the first, where one is wanted, and formulas that would read what the object lacks. */
    private static Map<String, FieldModel> filledByHand(
            Map<String, FieldModel> chosen, boolean rollUpWanted, boolean owner) {
        boolean remains = rollUpWanted;
        for (Map.Entry<String, FieldModel> entry : chosen.entrySet()) {
            FieldModel field = entry.getValue();
            boolean rollUp = field.isRollUp();
            if (rollUp ? !remains : !readsOnly(field, chosen.keySet(), owner)) {
                entry.setValue(field.without("calculated")
                        .without("calculatedFormula")
                        .without("createable")
                        .without("updateable"));
            }
            remains &= !rollUp;
        }
        return chosen;
    }

    private static boolean readsOnly(FieldModel field, Set<String> fields, boolean owner) {
        return !(field.value("calculatedFormula") instanceof String formula)
                || (owner || !formula.contains("Owner"))
                        && CUSTOM_FIELD.matcher(formula).results().allMatch(read -> fields.contains(read.group()));
    }

    private boolean masters(Seed seed, Map<String, FieldModel> chosen, SplittableRandom random) {
        Naming main = seed.main();
        boolean detail = main != seed.naming();
        List<Naming> all = seed.area().objects();
        Naming other = all.get(random.nextInt(Math.max(1, all.size() / 2)));
        if (detail) {
            relate(seed, main, "md", chosen);
        }
        if (!other.equals(main) && !other.equals(seed.naming())) {
            boolean junction = detail && random.nextInt(100) < 25;
            relate(seed, other, junction ? "md" : "ref", chosen);
            if (junction) {
                // The second master; Salesforce does not always report the cascade for it.
                chosen.computeIfPresent(
                        field(other),
                        (name, f) -> f.with("relationshipOrder", 1).with("cascadeDelete", false));
            }
        }
        return detail;
    }

    private void relate(Seed seed, Naming target, String type, Map<String, FieldModel> chosen) {
        String table = seed.area().namespace() + field(target);
        String line = field(target) + " " + type + "(" + table + ":x) \"" + target.label() + "\"";
        chosen.put(field(target), syntax.parse(line).get(0));
    }

    private static String field(Naming naming) {
        return naming.label().replace(' ', '_') + "__c";
    }

    private static String nameField(Seed seed, SplittableRandom random) {
        if (random.nextInt(100) < 55) {
            return "Name string(80) nlf \"" + seed.naming().label() + " Name\"";
        }
        String letters = seed.naming().label().replaceAll("[a-z ]", "");
        return "Name auto(" + letters + "-{000000}) nl \"" + seed.naming().label() + " No.\"";
    }

    /** @param word to put in front of the names; compound fields are taken without one only */
    private static void take(
            List<List<FieldModel>> candidates,
            Map<String, FieldModel> chosen,
            int wanted,
            SplittableRandom random,
            int percent,
            String word) {
        for (List<FieldModel> candidate : candidates) {
            boolean fits = chosen.size() + candidate.size() <= wanted && (candidate.size() == 1 || word.isEmpty());
            if (fits && random.nextInt(100) < percent) {
                candidate.stream()
                        .map(field -> word.isEmpty() ? field : qualified(field, word))
                        .filter(field -> isReady(field, chosen))
                        .forEach(field -> chosen.putIfAbsent(field.name(), field));
            }
        }
    }

    /** A dependent picklist comes after the one that controls it. */
    private static boolean isReady(FieldModel field, Map<String, FieldModel> chosen) {
        Object controller = field.value("controllerName");
        return controller == null || chosen.containsKey((String) controller);
    }

    private static FieldModel qualified(FieldModel field, String word) {
        String controller = (String) field.value("controllerName");
        FieldModel named = field.named(
                word + "_" + field.name(), word + " " + field.label().strip());
        return controller == null ? named : named.with("controllerName", word + "_" + controller);
    }

    /** Gives the fields their namespace, and child relationships the names that no other of the object has. */
    private static List<FieldModel> named(Seed seed, Map<String, FieldModel> chosen) {
        String plural = seed.area().namespace() + seed.naming().plural().replace(' ', '_');
        Map<String, Integer> seen = new HashMap<>();
        List<FieldModel> fields = new ArrayList<>();
        for (FieldModel field : chosen.values()) {
            String name = seed.area().namespace() + field.name();
            FieldModel named = new FieldModel(name, field.values());
            if (field.type().equals("reference")) {
                int times = seen.merge(field.referenceTo().get(0), 1, Integer::sum);
                Object child = field.referenceTo().contains("User") ? null : plural + (times == 1 ? "" : times) + "__r";
                named = named.with(
                        FieldModel.CHILD_RELATIONSHIP,
                        child,
                        Map.of("relationshipName", name.replaceFirst("__c$", "__r")));
            }
            if (field.value("calculatedFormula") instanceof String formula) {
                named = named.with(
                        "calculatedFormula",
                        CUSTOM_FIELD.matcher(formula).replaceAll(seed.area().namespace() + "$0"));
            }
            if (field.value("controllerName") != null) {
                named = named.with("controllerName", seed.area().namespace() + field.value("controllerName"));
            }
            fields.add(named);
        }
        return fields;
    }
}
