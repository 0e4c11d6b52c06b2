package io.orgscribe.extraction;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.samplemodel.DefinedField;
import io.orgscribe.samplemodel.DefinedTable;
import io.orgscribe.samplemodel.SetupRefusal;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Each request that a run can do without, failing in each way: the run reads all else, and the next one the rest. */
@OrgscribeTest
class OptionalCallsTest {

    private static final int TABLES = 60;

    /** A part of a composite call is answered so only with its charset; else the whole call is. */
    private static final String JSON = "application/json;charset=UTF-8";

    private TestOrg org;
    private String connection;

    @BeforeEach
    void connect() {
        org = TestOrg.start(TestOrgSettings.standard().withPort(0).withTables(TABLES));
        connection = TestRuns.connect(org);
    }

    @AfterEach
    void close() {
        org.close();
    }

    /** What may be missing, and how a notice names it. */
    enum Request {
        LIMITS("daily calls", (org, fault) -> org.breakResource("/limits", fault)),
        ORGANIZATION("name and edition", part("FROM%20Organization")),
        LANGUAGE("language", part("FROM%20User%20")),
        RECORD_COUNTS("record counts", (org, fault) -> org.breakResource("/limits/recordCount", fault)),
        TABLES("what is hidden", part("FROM%20EntityDefinition%20")),
        OBJECTS("what is hidden", part("FROM%20CustomObject%20WHERE%20Id%20")),
        COLUMNS("of columns", part("FROM%20FieldDefinition%20")),
        CUSTOM_FIELDS("custom fields", part("FROM%20CustomField%20WHERE%20TableEnumOrId")),
        RECORD_TYPES("record types", part("FROM%20RecordType%20")),
        ROLL_UPS("roll-ups", part("/tooling/sobjects/CustomField/")),
        TOOLING("what is hidden", (org, fault) -> org.breakResource("/tooling/composite", fault));

        private final String noun;
        private final BiConsumer<TestOrg, Fault> strike;

        Request(String noun, BiConsumer<TestOrg, Fault> strike) {
            this.noun = noun;
            this.strike = strike;
        }

        private static BiConsumer<TestOrg, Fault> part(String text) {
            return (org, fault) -> org.breakPart(text, fault);
        }

        /** Or a failure of each table: where few of a kind are asked for, each may be to blame. */
        private boolean isNamed(JsonReply run) {
            return run.getList("notices", String.class).stream()
                            .anyMatch(notice -> notice.contains(noun) || notice.startsWith("Left out: "))
                    || run.getString("status").equals("partial")
                            && !TestRuns.failures(run.getString("id")).isEmpty();
        }
    }

    private static final Fault NOTHING = new Fault.Answer(200, JSON, "{\"totalSize\":0,\"done\":true,\"records\":[]}");

    private static final List<Fault> FAULTS = List.of(
            Fault.error(400, "MALFORMED_QUERY", "unexpected token"),
            Fault.forbidden(),
            Fault.error(403, "API_DISABLED_FOR_ORG", "The REST API is not enabled for this Organization."),
            Fault.notFound(),
            Fault.serverError(),
            new Fault.Answer(502, "text/html", "<h1>Bad Gateway</h1>"),
            Fault.html(),
            new Fault.Truncated(50),
            NOTHING,
            new Fault.Answer(
                    200,
                    JSON,
                    "{\"DailyApiRequests\":{\"Max\":-1e300,\"Remaining\":1e300},\"sObjects\":[{\"count\":-1e300}],"
                            + "\"records\":[{\"Id\":null,\"DurableId\":-1e300}]}"));

    /** How many of them each request meets in a new catalog, and how many in one that has all. */
    private static final int TRIED = Math.min(FAULTS.size(), Integer.getInteger("optional.faults", 4));

    /** Others for each request, so that each fault has its turn. That an org has no record types is no fault. */
    private static List<Fault> faults(Request request) {
        return IntStream.range(0, TRIED)
                .mapToObj(i -> FAULTS.get((request.ordinal() * 3 + i) % FAULTS.size()))
                .filter(fault -> request != Request.RECORD_TYPES || fault != NOTHING)
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void a_run_goes_on_without(Request request) {
        for (Fault fault : faults(request)) {
            JsonReply run = holdsAllElse(request, fault);
            assertThat(request.isNamed(run))
                    .as(request + " " + fault + run.getList("notices"))
                    .isTrue();
        }

        JsonReply healthy = TestRuns.extract(connection);

        assertThat(healthy.getString("status")).as(healthy::prettify).isEqualTo("succeeded");
        holdsTruth();
        assertThat(ServedCatalog.changes(connection)).as("changes").isEmpty();
        for (Fault fault : faults(request)) {
            JsonReply run = holdsAllElse(request, fault);
            // Roll-ups that have been read are not asked for again.
            assertThat(request == Request.ROLL_UPS || request.isNamed(run))
                    .as(request + " after a healthy run " + fault + run.getList("notices"))
                    .isTrue();
        }
        assertThat(ServedCatalog.changes(connection)).as("changes").isEmpty();
    }

    private JsonReply holdsAllElse(Request request, Fault fault) {
        String at = request + " " + fault;
        request.strike.accept(org, fault);
        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));
        org.faults().clear();
        assertThat(run.getString("status")).as(at + run.prettify()).isIn("succeeded", "partial");
        assertThat(run.getInt("attempt")).as(at).isEqualTo(1);
        assertThat(run.getInt("tablesDone")).as(at).isEqualTo(TABLES);
        assertThat(run.getInt("columns")).as(at).isEqualTo((int) org.columns());
        return run;
    }

    private void holdsTruth() {
        Map<String, JsonNode> tables = ServedCatalog.tables(connection);
        Map<String, JsonNode> columns = ServedCatalog.columns(connection);
        for (DefinedTable table : org.definedTables()) {
            ExpectedCatalog.assertHolds(table.name(), ExpectedAnnotations.table(table), tables.get(table.name()));
            for (DefinedField field : org.definedFields(table.name())) {
                String name = table.name() + "." + field.name();
                ExpectedCatalog.assertHolds(name, ExpectedAnnotations.column(field), columns.get(name));
            }
        }
    }

    @Test
    void edits_that_cannot_be_asked_for_are_found_by_the_next_run() {
        TestRuns.extract(connection);
        DefinedField field = org.definedFields("Contact").stream()
                .filter(defined -> defined.id() != null && defined.rollUp() == null)
                .findFirst()
                .orElseThrow();
        org.edit().describeField("Contact", field.name(), "Edited meanwhile");
        for (Fault fault : List.of(Fault.notFound(), Fault.serverError(), NOTHING)) {
            org.breakPart("FROM%20CustomField%20WHERE%20LastModifiedDate", fault);
            JsonReply run = TestRuns.extract(connection);
            org.faults().clear();
            assertThat(run.getString("status")).as(fault + run.prettify()).isIn("succeeded", "partial");
        }

        TestRuns.extract(connection);

        assertThat(ServedCatalog.columns(connection)
                        .get("Contact." + field.name())
                        .get("description")
                        .asText())
                .isEqualTo("Edited meanwhile");
    }

    /** By Salesforce's documentation /limits, record counts, definitions and Organization all need View Setup. */
    @ParameterizedTest
    @EnumSource
    void a_user_without_view_setup_gets_the_whole_catalog(SetupRefusal refusal) {
        int port = org.port();
        org.close();
        org = TestOrg.start(TestOrgSettings.standard()
                .withPort(port)
                .withTables(TABLES)
                .withViewSetup(false)
                .withSetupRefusal(refusal));

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
        assertThat(run.getList("notices", String.class))
                .singleElement()
                .asString()
                .contains("View Setup and Configuration", "daily calls", "name and edition", "record counts", "hidden");
        assertThat(run.getInt("bill.byKind.definitions")).isEqualTo(1);
        assertThat(run.getInt("bill.orgCallsAllowed")).as("by a header").isEqualTo(100_000);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
        assertThat(run.getInt("columns")).isEqualTo((int) org.columns());
        assertThat(given().get("/api/v1/connections/" + connection).<String>path("orgId"))
                .as("by the token")
                .isEqualTo(org.orgId());
    }

    @Test
    void an_org_that_is_known_by_its_token_alone_may_not_become_another() {
        org.breakPart("FROM%20Organization", Fault.error(400, "INVALID_TYPE", "sObject type is not supported"));
        TestRuns.extract(connection);
        TestRuns.patch(connection, "orgId", "00D000000000999EAA");

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("error.cause")).as(run::prettify).isEqualTo("different_org");
    }

    /** An org may be let go beyond its limit: that is a number like any, which the headers of later replies replace. */
    @Test
    void an_org_beyond_its_limit_is_read_as_such() {
        org.breakResource(
                "/limits", new Fault.Answer(200, JSON, "{\"DailyApiRequests\":{\"Max\":5000,\"Remaining\":-23}}"));

        String id = TestRuns.start(connection, Map.of());

        await().until(() ->
                List.of("paused", "succeeded").contains(TestRuns.read(id).getString("status")));
        assertThat(TestRuns.read(id).getList("notices")).isEmpty();
    }

    @Test
    void what_concerns_the_org_ends_the_run_as_before() {
        org.breakResource("/limits", Fault.sessionNotForRest());
        JsonReply refused = TestRuns.extract(connection);
        assertThat(refused.getString("error.cause")).as(refused::prettify).isEqualTo("session_refused");
        org.faults().clear();
        org.faults().onPath("/services/data", Fault.maintenance());
        JsonReply away = TestRuns.extract(connection);
        assertThat(away.getString("error.cause")).as(away::prettify).isEqualTo("maintenance");
    }

    @ParameterizedTest
    @CsvSource({"EntityDefinition", "FieldDefinition", "CustomObject", "CustomField", "RecordType"})
    void one_item_that_is_refused_is_missing_alone(String definitions) {
        TestRuns.extract(connection);
        String table = org.definedTables().stream()
                .filter(defined -> !defined.recordTypes().isEmpty() && defined.id() != null)
                .map(DefinedTable::name)
                .findFirst()
                .orElseThrow();
        String id = org.definedTables().stream()
                .filter(defined -> defined.name().equals(table))
                .map(defined -> defined.id().substring(0, 15))
                .findFirst()
                .orElseThrow();
        String asked = definitions.startsWith("Custom") ? id : table;
        // Whatever refuses one item is treated alike, and so is whatever fails at it.
        for (Fault fault : List.of(Fault.error(400, "MALFORMED_QUERY", "x"), Fault.serverError())) {
            org.breakQuery(definitions, asked, fault);
            JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));
            org.faults().clear();
            assertThat(run.getString("status")).as(fault + run.prettify()).isEqualTo("partial");
            assertThat(run.getList("notices")).as(fault.toString()).isEmpty();
            assertThat(TestRuns.failures(run.getString("id")))
                    .as(fault.toString())
                    .extracting(failure -> (String) failure.get("table"))
                    .containsExactly(table);
        }
        holdsTruth();
        assertThat(ServedCatalog.changes(connection)).isEmpty();
    }

    /** All of them would let the whole org in where a filter has left it out. */
    @Test
    void a_filter_by_what_cannot_be_read_leaves_the_catalog_as_it_is() {
        TestRuns.patch(connection, "filter", Map.of("customizableOnly", true, "withRecordsOnly", true));
        TestRuns.extract(connection);
        var before = ServedCatalog.tables(connection).keySet();
        assertThat(before).hasSizeLessThan(TABLES);
        org.breakPart("FROM%20EntityDefinition%20", Fault.serverError());
        org.breakResource("/limits/recordCount", Fault.serverError());

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("partial");
        assertThat(ServedCatalog.tables(connection).keySet()).isEqualTo(before);
        assertThat(run.getList("notices", String.class).toString().toLowerCase(Locale.ROOT))
                .contains("customizable", "record counts");
    }

    /** Rows that do not say what they are about are left out, once, and cost the next runs nothing. */
    @ParameterizedTest
    @CsvSource({
        "EntityDefinition, DurableId",
        "EntityDefinition, QualifiedApiName",
        "FieldDefinition,  DurableId",
        "FieldDefinition,  QualifiedApiName",
        "CustomObject,     Id",
        "CustomField,      Id",
        "RecordType,       Id",
        "RecordType,       SobjectType",
    })
    void rows_without_a_name_or_an_id_are_left_out(String definitions, String column) {
        TestRuns.extract(connection);
        int calls = TestRuns.extract(connection).getInt("apiCalls");
        org.breakPart(
                "FROM%20" + definitions + "%20WHERE",
                new Fault.Rewritten(
                        "\"" + column + "\":\"(?:[^\"]{14}[0-9a-m][A-Z0-5]{3}|[^\"]*[aeiou357][^\"])\"",
                        "\"" + column + "\":null"));

        JsonReply run = TestRuns.extract(connection, Map.of("mode", "full"));

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("succeeded");
        assertThat(run.getList("notices", String.class).toString()).contains("Left out: ", " rows of " + definitions);
        assertThat(ServedCatalog.changes(connection)).isEmpty();
        assertThat(TestRuns.extract(connection).getInt("apiCalls")).isLessThanOrEqualTo(calls);
        org.faults().clear();
        TestRuns.extract(connection, Map.of("mode", "full"));
        assertThat(ServedCatalog.changes(connection)).isEmpty();
    }
}
