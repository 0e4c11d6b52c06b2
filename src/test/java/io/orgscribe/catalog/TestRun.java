package io.orgscribe.catalog;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A run that stages what a test gives it and reconciles that. Unless told otherwise it lists what it reads. */
final class TestRun {

    private static final int EPOCH = 1;

    private final Staging staging;
    private final Reconciler reconciler;
    private final UUID connection;
    private final UUID run = UUID.randomUUID();
    private final StagingOwner owner;
    private final StagedBatch batch;
    private final Set<Staging.Listed> listed = new LinkedHashSet<>();
    private boolean whole = true;
    private boolean defined;
    private boolean forced;
    private String apiVersion = "68.0";
    private String user = "user";
    private String language = "en_US";
    private int reader = 1;
    private Reading.Validity validity = new Reading.Validity("68.0|user", "all", "", null, null, List.of());

    TestRun(Staging staging, Reconciler reconciler, UUID connection) {
        this.staging = staging;
        this.reconciler = reconciler;
        this.connection = connection;
        this.owner = new StagingOwner(connection, run, EPOCH, c -> {});
        this.batch = new StagedBatch(owner, 1);
    }

    UUID id() {
        return run;
    }

    TestRun read(TableReading... tables) {
        for (TableReading table : tables) {
            batch.add(table);
            lists(table.name());
        }
        return this;
    }

    TestRun unmodified(String... names) {
        Arrays.stream(names).forEach(batch::unmodified);
        return lists(names);
    }

    TestRun lists(String... names) {
        Arrays.stream(names).forEach(name -> listed.add(new Staging.Listed(name, true)));
        return this;
    }

    TestRun excludes(Set<String> names) {
        names.forEach(name -> listed.add(new Staging.Listed(name, false)));
        return this;
    }

    /** Definitions of tables; asked for more than there are, if need be. */
    TestRun defines(List<String> asked, TableAnnotation... annotations) {
        defined = true;
        staging.annotateTables(
                owner,
                Stream.concat(asked.stream(), Arrays.stream(annotations).map(TableAnnotation::name))
                        .toList(),
                List.of(annotations));
        return this;
    }

    /** All definitions of columns of a table. */
    TestRun defines(String table, ColumnAnnotation... annotations) {
        defined = true;
        staging.annotateColumns(owner, List.of(table), List.of(), List.of(annotations));
        return this;
    }

    TestRun rollUp(String durableId, String json) {
        staging.rollUps(owner, Map.of(durableId, new Json(json)), List.of());
        return this;
    }

    TestRun notWhole() {
        whole = false;
        return this;
    }

    TestRun forced() {
        forced = true;
        return this;
    }

    TestRun as(String otherUser, String otherLanguage) {
        user = otherUser;
        language = otherLanguage;
        return this;
    }

    TestRun with(String otherApiVersion, int otherReader) {
        apiVersion = otherApiVersion;
        reader = otherReader;
        return this;
    }

    TestRun validity(String reading, String filter, String global, Instant annotatedAt, Instant editedAt) {
        validity = new Reading.Validity(reading, filter, global, annotatedAt, editedAt, List.of());
        return this;
    }

    /** Stages what was read; the staging stays. */
    TestRun stage() {
        if (whole) {
            staging.list(owner, new ArrayList<>(listed));
        }
        staging.write(batch);
        return this;
    }

    ReconcileResult reconcile() {
        stage();
        ReconcileResult result = reconciler.reconcile(
                new Reading(connection, run, apiVersion, user, language, reader, whole, defined, forced, validity),
                Supplier::get);
        staging.clear(run);
        return result;
    }
}
