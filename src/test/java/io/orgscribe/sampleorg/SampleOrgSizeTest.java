package io.orgscribe.sampleorg;

import org.junit.jupiter.api.Test;

import io.orgscribe.samplemodel.SampleOrgSettings;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgSizeTest {

    @Test
    void a_large_org_has_exactly_the_tables_and_columns_asked_for() {
        SampleOrgSettings large = TestOrgSettings.standard().withTables(5000).withColumns(300_000);

        try (TestOrg org = TestOrg.start(large)) {
            assertThat(org.tables()).hasSize(5000);
            assertThat(org.columns()).isEqualTo(300_000);
        }
    }

    @Test
    void a_small_org_has_some_of_each_main_kind() {
        try (TestOrg org = TestOrg.start(TestOrgSettings.standard().withTables(40))) {
            assertThat(org.tables()).hasSize(40).contains("Account", "Contact", "Opportunity");
            assertThat(org.tables()).anyMatch(name -> name.endsWith("__c")).anyMatch(name -> name.endsWith("__mdt"));
        }
    }

    @Test
    void the_command_reads_its_options() {
        SampleOrgSettings settings =
                SampleOrgCommand.settings("--port", "0", "--tables", "70", "--columns", "3000", "--seed", "9");

        assertThat(settings.port()).isZero();
        assertThat(settings.tables()).isEqualTo(70);
        assertThat(settings.columns()).isEqualTo(3000);
        assertThat(settings.seed()).isEqualTo(9);
    }
}
