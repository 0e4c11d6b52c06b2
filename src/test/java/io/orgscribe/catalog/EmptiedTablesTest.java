package io.orgscribe.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

import jakarta.inject.Inject;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.OrgscribeTest;

import static io.orgscribe.catalog.CatalogFixture.annotation;
import static io.orgscribe.catalog.CatalogFixture.column;
import static io.orgscribe.catalog.CatalogFixture.table;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** When a describe without fields is believed. */
@OrgscribeTest
class EmptiedTablesTest {

    @Inject
    CatalogFixture catalog;

    @Inject
    Staging staging;

    static List<Arguments> readings() {
        UnaryOperator<TestRun> had = run -> run.read(table("T", column("Id")));
        TableReading empty = table("T", List.of(), Map.of("columnKeys", Set.of()));
        UnaryOperator<TestRun> has = run -> run.read(empty);
        UnaryOperator<TestRun> agrees = run -> has.apply(run).defines("T");
        UnaryOperator<TestRun> differs = run -> has.apply(run).defines("T", annotation("T", "Id", Map.of()));
        return List.of(
                arguments("definitions were not read", had, has, true, true),
                arguments("definitions of other tables were read", had, run(has, r -> r.defines("U")), true, true),
                arguments("definitions have a field", had, differs, true, true),
                arguments("definitions have none either", had, agrees, true, false),
                arguments("definitions cannot be believed", had, agrees, false, true),
                arguments("never had any", has, has, true, false),
                arguments("had only hidden ones", differs, differs, true, false),
                arguments("is new", run(r -> r.read(table("U", column("Id"))), r -> r), has, true, false),
                arguments("another has some", had, run(r -> r.read(table("U")), had), true, false));
    }

    private static UnaryOperator<TestRun> run(UnaryOperator<TestRun> first, UnaryOperator<TestRun> then) {
        return run -> then.apply(first.apply(run));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readings")
    void it_is_taken_back_unless_definitions_agree(
            String what,
            UnaryOperator<TestRun> before,
            UnaryOperator<TestRun> after,
            boolean defined,
            boolean takenBack)
            throws Exception {
        UUID connection = catalog.connection();
        before.apply(catalog.run(connection)).reconcile();
        TestRun run = after.apply(catalog.run(connection)).stage();

        List<String> emptied = staging.takeBackEmptied(new StagingOwner(connection, run.id(), 1, c -> {}), defined);

        assertThat(emptied).isEqualTo(takenBack ? List.of("T") : List.of());
        assertThat(staging.staged(run.id()).has("T")).isEqualTo(!takenBack);
        staging.clear(run.id());
    }
}
