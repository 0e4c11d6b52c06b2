package io.orgscribe.extraction;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;

import jakarta.inject.Inject;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.catalog.CatalogFixture;
import io.orgscribe.sampleorg.Fault;
import io.orgscribe.sampleorg.TestOrg;
import io.orgscribe.sampleorg.TestOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

/** A reply breaks off, and what has come of it cannot be written: nothing of it counts as read. */
@OrgscribeTest
class LostBatchTest {

    private static final int TABLES = 60;

    @Inject
    CatalogFixture catalog;

    private TestOrg org;

    @BeforeEach
    void start() throws SQLException {
        org = TestOrg.start(TestOrgSettings.standard().withTables(TABLES));
        // The first batch with Account ends with its session; a sequence does not roll back.
        catalog.execute("CREATE SEQUENCE lost_batch");
        catalog.execute("""
                CREATE FUNCTION lost_batch() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    IF EXISTS (SELECT FROM staged WHERE name = 'Account') AND nextval('lost_batch') = 1 THEN
                        PERFORM pg_terminate_backend(pg_backend_pid());
                    END IF;
                    RETURN NULL;
                END $$""");
        catalog.execute("CREATE TRIGGER lost_batch AFTER INSERT ON staged_table REFERENCING NEW TABLE AS staged"
                + " FOR EACH STATEMENT EXECUTE FUNCTION lost_batch()");
    }

    @AfterEach
    void end() throws SQLException {
        catalog.execute("DROP FUNCTION lost_batch CASCADE");
        catalog.execute("DROP SEQUENCE lost_batch");
        org.close();
    }

    @Test
    void what_was_not_written_is_read_again() throws SQLException {
        String connection = TestRuns.connect(org);
        // Account and others come before it in the same composite, and are whole.
        org.faults().onTable("Contact", 1, new Fault.Reset(50));

        String run = TestRuns.start(connection, Map.of());
        JsonReply ended = TestRuns.awaitEnd(run, Duration.ofSeconds(60));

        assertThat(ended.getString("status")).as(ended::prettify).isEqualTo("succeeded");
        assertThat(ended.getInt("tablesDone")).isEqualTo(TABLES);
        assertThat(ServedCatalog.tables(connection)).hasSize(TABLES);
    }
}
