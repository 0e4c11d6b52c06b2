package io.orgscribe.samplemodel;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * What definitions say of tables and fields: what was noted by an edit, else what follows from the seed. Made as it is
 * asked for and never kept.
 */
public final class Annotations {

    /** Installed packages name the user who installed them. */
    private static final String INSTALLER = "Integration User";

    private static final Set<TableKind> CLASSIFIED = Set.of(TableKind.STANDARD, TableKind.CUSTOM);
    private static final List<String> SENSITIVE = List.of("Confidential", "Restricted", "MissionCritical");
    private static final List<String> HARMLESS = List.of("Public", "Internal");
    private static final List<String> STATUSES = List.of("Active", "DeprecateCandidate", "Hidden");
    private static final List<String> SHARING = List.of("Private", "Read", "ReadWrite");

    private final Ids ids;
    private final DurableIds durableIds;
    private final Set<OpenFact> facts;
    private final Function<String, Instant> asPlanned;
    private final AnnotationTexts texts = new AnnotationTexts();

    /** @param asPlanned when a table had last changed before anything else did, by its origin */
    public Annotations(SampleOrgSettings settings, DurableIds durableIds, Function<String, Instant> asPlanned) {
        this.ids = new Ids(settings.seed());
        this.facts = settings.openFacts();
        this.durableIds = durableIds;
        this.asPlanned = asPlanned;
    }

    /** Who edits where nobody else is named. */
    public String administrator() {
        return texts.administrator();
    }

    /** Whether {@code CustomObject} lists it. */
    public static boolean isCustomObject(TableModel table) {
        return table.custom() && !table.kind().isSatellite();
    }

    /**
     * Whether {@code CustomField} lists it: neither the parts of a compound field nor copies, be they on change events or
     * of Person Accounts.
     */
    public static boolean isCustomField(TableModel table, FieldModel field) {
        return field.custom()
                && !table.kind().isSatellite()
                && field.value("compoundFieldName") == null
                && field.copied().isEmpty();
    }

    public DefinedTable table(TableModel table) {
        SplittableRandom random = ids.random("annotations of " + table.origin());
        boolean custom = isCustomObject(table);
        boolean satellite = table.kind().isSatellite();
        String text = texts.any("table", random, table.label());
        String described = !satellite && random.nextInt(100) < (custom ? 60 : 20) ? text : null;
        String status = table.kind() == TableKind.CUSTOM && random.nextInt(100) < 4 ? "InDevelopment" : "Deployed";
        boolean shares = CLASSIFIED.contains(table.kind());
        int internal = random.nextInt(SHARING.size());
        int external = random.nextInt(internal + 1);
        Optional<Stamp> stamp =
                custom ? Optional.of(stamp(table, table.notes(), namespace(table.name()), random)) : Optional.empty();
        return new DefinedTable(
                table.name(),
                table.label(),
                durableIds.durable(table),
                custom ? durableIds.table(table) : null,
                developerName(table.name()),
                namespace(table.name()),
                (String) noted(table.notes(), AnnotationKey.DESCRIPTION, described),
                custom ? status : null,
                shares ? SHARING.get(internal) : null,
                shares ? SHARING.get(external) : null,
                custom || table.kind() == TableKind.STANDARD && table.queryable(),
                custom ? state(table.name()) : null,
                stamp.map(Stamp::at).orElse(null),
                stamp.map(Stamp::by).orElse(null),
                table.hidden(),
                recordTypes(table));
    }

    private List<DefinedRecordType> recordTypes(TableModel table) {
        return table.recordTypes().stream()
                .filter(type -> !type.isMaster())
                .map(type -> {
                    SplittableRandom random = ids.random("description of " + type.id());
                    String text = texts.any("recordtype", random, table.label());
                    String described = random.nextInt(100) < 70 ? text : null;
                    return new DefinedRecordType(
                            type.id(),
                            type.developerName(),
                            type.name(),
                            (String) noted(table.notes(), AnnotationKey.RECORD_TYPE + type.developerName(), described),
                            type.active());
                })
                .toList();
    }

    /** But for its roll-up, which takes longer to say. */
    public DefinedField field(TableModel table, FieldModel field) {
        return field(table, field, Optional.empty());
    }

    public DefinedField field(TableModel table, FieldModel field, Optional<RollUp> rollUp) {
        return field.copied()
                .map(copied -> copy(table, field, field(copied.table(), copied.field(), rollUp)))
                .orElseGet(() -> own(table, field, rollUp));
    }

    /** @param of what is said of the field that it is a copy of */
    private DefinedField copy(TableModel table, FieldModel field, DefinedField of) {
        boolean annotated = facts.contains(OpenFact.PERSON_COPIES_ANNOTATED);
        boolean shared = facts.contains(OpenFact.PERSON_COPIES_SHARE_IDS);
        return new DefinedField(
                table.name(),
                field.name(),
                field.label(),
                shared
                        ? durableIds.durable(table)
                                + of.durableId().substring(of.durableId().indexOf('.'))
                        : durableIds.durable(table, field),
                null,
                of.developerName(),
                of.namespace(),
                of.dataType(),
                annotated ? of.description() : null,
                annotated ? of.complianceGroups() : List.of(),
                annotated ? of.securityClassification() : null,
                annotated ? of.businessOwnerId() : null,
                annotated ? of.businessStatus() : null,
                null,
                annotated ? of.modifiedAt() : null,
                annotated ? of.modifiedBy() : null,
                field.hidden(),
                of.formula(),
                of.rollUp());
    }

    @SuppressWarnings("unchecked")
    private DefinedField own(TableModel table, FieldModel field, Optional<RollUp> rollUp) {
        SplittableRandom random = ids.random("annotations of " + table.origin() + "." + field.origin());
        boolean custom = isCustomField(table, field);
        String text = texts.any("field", random, field.label());
        String described = custom && random.nextInt(100) < 50 ? text : null;
        List<String> someGroups = List.of(texts.any("groups", random).split(";"));
        boolean personal =
                Set.of("email", "phone").contains(field.type()) || field.name().contains("Birth");
        boolean classified = CLASSIFIED.contains(table.kind()) && !field.type().equals("id");
        boolean protectedData = classified && random.nextInt(100) < (personal ? 90 : 4);
        String sensitive = SENSITIVE.get(random.nextInt(SENSITIVE.size()));
        String harmless = HARMLESS.get(random.nextInt(HARMLESS.size()));
        String classification = protectedData ? sensitive : classified && random.nextInt(100) < 10 ? harmless : null;
        String owner = random.nextInt(3) == 0
                ? ids.id18("00G", "data stewards")
                : durableIds.user(texts.any("people", random));
        boolean owned = classified && random.nextInt(100) < (protectedData ? 60 : 3);
        String status = STATUSES.get(random.nextInt(10) < 7 ? 0 : 1 + random.nextInt(2));
        boolean judged = classified && random.nextInt(100) < 8;
        Map<String, Object> notes = field.values();
        Optional<Stamp> stamp =
                field.custom() ? Optional.of(stamp(table, notes, namespace(field.name()), random)) : Optional.empty();
        Object whole = field.value("compoundFieldName");
        return new DefinedField(
                table.name(),
                field.name(),
                field.label(),
                durableIds.durable(table, field),
                custom ? durableIds.field(table, field) : null,
                developerName(whole == null ? field.name() : (String) whole),
                namespace(field.name()),
                DataTypes.of(field),
                (String) noted(notes, AnnotationKey.DESCRIPTION, described),
                (List<String>) noted(notes, AnnotationKey.GROUPS, protectedData ? someGroups : List.of()),
                (String) noted(notes, AnnotationKey.CLASSIFICATION, classification),
                (String) noted(notes, AnnotationKey.OWNER, owned ? owner : null),
                (String) noted(notes, AnnotationKey.STATUS, judged ? status : null),
                custom ? state(field.name()) : null,
                stamp.map(Stamp::at).orElse(null),
                stamp.map(Stamp::by).orElse(null),
                field.hidden(),
                (String) field.value("calculatedFormula"),
                rollUp.orElse(null));
    }

    private Stamp stamp(TableModel table, Map<String, Object> notes, String namespace, SplittableRandom random) {
        Instant before = asPlanned.apply(table.origin()).minus(Duration.ofMinutes(random.nextInt(300_000)));
        String somebody = texts.any("people", random);
        Stamp planned = new Stamp(before, namespace == null ? somebody : INSTALLER);
        return (Stamp) noted(notes, AnnotationKey.EDITED, planned);
    }

    private static Object noted(Map<String, Object> notes, String key, Object otherwise) {
        return notes.containsKey(key) ? notes.get(key) : otherwise;
    }

    private static String state(String name) {
        return namespace(name) == null ? "unmanaged" : "installed";
    }

    /** Null where the name has none. */
    static String namespace(String name) {
        int parts = name.split("__").length;
        return parts - (name.endsWith("__s") ? 1 : 0) == 3 ? name.substring(0, name.indexOf("__")) : null;
    }

    public static String username(String name) {
        String words = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z]+", ".");
        return words.replaceAll("^\\.|\\.$", "") + "@northwharf.example";
    }

    private static String developerName(String name) {
        String namespace = namespace(name);
        String own = namespace == null ? name : name.substring(namespace.length() + 2);
        int suffix = own.indexOf("__");
        return suffix < 0 ? own : own.substring(0, suffix);
    }
}
