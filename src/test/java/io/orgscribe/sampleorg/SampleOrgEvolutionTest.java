package io.orgscribe.sampleorg;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.orgscribe.samplemodel.Evolution;
import io.orgscribe.samplemodel.Evolution.What;
import io.orgscribe.samplemodel.FieldModel;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgEvolutionTest {

    private final List<TestOrg> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(TestOrg::close);
    }

    private TestOrg start(TestOrgSettings settings) {
        TestOrg org = TestOrg.start(settings);
        started.add(org);
        return org;
    }

    @Test
    void the_same_seed_makes_the_same_bytes() throws Exception {
        TestOrgSettings settings = TestOrgSettings.standard().withTables(100);
        TestOrg one = start(settings);
        TestOrg two = start(settings);

        assertThat(describes(one)).isEqualTo(describes(two));
        assertThat(one.evolve()).isEqualTo(two.evolve());
        assertThat(describes(one)).isEqualTo(describes(two));
        assertThat(describes(start(settings.withSeed(2)))).isNotEqualTo(describes(one));
    }

    @Test
    void a_step_makes_every_kind_of_change() {
        List<Evolution> step = start(TestOrgSettings.standard()).evolve();

        assertThat(step.stream().map(Evolution::what).collect(Collectors.toSet()))
                .containsExactlyInAnyOrder(What.values());
    }

    @Test
    void what_a_step_tells_is_all_that_changed_and_their_dates_move() throws Exception {
        TestOrg org = start(TestOrgSettings.standard());
        SampleOrgClient client = new SampleOrgClient(org).loggedIn();
        String date =
                client.get("/sobjects").headers().firstValue("Last-Modified").orElseThrow();
        for (int step = 0; step < 3; step++) {
            Map<String, String> before = describes(org);

            List<Evolution> evolution = org.evolve();

            Set<String> told = new HashSet<>();
            for (Evolution change : evolution) {
                told.add(change.table());
                if (change.what() == What.TABLE_RENAMED) {
                    told.add(change.after());
                }
            }
            Map<String, String> after = describes(org);
            Set<String> changed = new HashSet<>(before.keySet());
            changed.addAll(after.keySet());
            changed.removeIf(name -> before.getOrDefault(name, "").equals(after.getOrDefault(name, "")));
            assertThat(changed).as("step " + step).isEqualTo(told);
            for (String name : told) {
                if (after.containsKey(name)) {
                    assertThat(client.get("/sobjects/" + name + "/describe", "If-Modified-Since", date)
                                    .statusCode())
                            .as(name)
                            .isEqualTo(200);
                }
            }
            assertThat(client.get("/sobjects", "If-Modified-Since", date).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_renamed_table_keeps_its_contents_and_the_old_name_is_gone() throws Exception {
        TestOrg org = start(TestOrgSettings.standard());
        SampleOrgClient client = new SampleOrgClient(org).loggedIn();
        Map<String, List<FieldModel>> before = new HashMap<>();
        org.tables().forEach(name -> before.put(name, org.table(name).fields()));

        Evolution renamed = org.evolve().stream()
                .filter(e -> e.what() == What.TABLE_RENAMED)
                .findFirst()
                .orElseThrow();

        assertThat(org.table(renamed.after()).fields()).isEqualTo(before.get(renamed.before()));
        assertThat(client.get("/sobjects/" + renamed.before() + "/describe").statusCode())
                .isEqualTo(404);
    }

    @Test
    void a_single_change_can_be_made_and_taken_back() throws Exception {
        TestOrg org = start(TestOrgSettings.standard().withTables(60));
        Map<String, String> before = describes(org);

        List<Evolution> removed = org.edit().removeField("Account", "Industry");
        assertThat(removed).containsExactly(new Evolution("Account", "Industry", What.FIELD_REMOVED, "Industry", ""));
        assertThat(describes(org)).isNotEqualTo(before);
        org.edit().restoreField("Account", "Industry");

        assertThat(describes(org)).isEqualTo(before);
    }

    @Test
    void a_table_that_goes_takes_the_references_to_it_along() {
        TestOrg org = start(TestOrgSettings.standard().withTables(60));

        List<Evolution> gone = org.edit().removeTable("Contact");
        assertThat(gone).contains(new Evolution("Contact", "", What.TABLE_REMOVED, "Contact", ""));
        assertThat(gone)
                .anyMatch(e -> e.what() == What.REFERENCE_TO && e.table().equals("Case"));
        assertThat(org.table("Case").field("ContactId").referenceTo()).isEmpty();

        assertThat(org.edit().restoreTable("Contact"))
                .anyMatch(e -> e.what() == What.REFERENCE_TO
                        && e.table().equals("Case")
                        && e.after().equals("Contact"));
        assertThat(org.table("Case").field("ContactId").referenceTo()).containsExactly("Contact");
    }

    @Test
    void the_next_api_version_brings_one_key_more_to_root_and_fields() throws Exception {
        TestOrg org = start(TestOrgSettings.standard().withTables(20));
        SampleOrgClient client = new SampleOrgClient(org).loggedIn();
        assertThat(org.nextApiVersion()).isEqualTo(69);

        JsonNode old = SampleOrgClient.json(client.get("/services/data/v68.0/sobjects/Account/describe"));
        JsonNode describe = SampleOrgClient.json(client.get("/services/data/v69.0/sobjects/Account/describe"));

        assertThat(describe).hasSize(46);
        assertThat(describe.get("fields")).hasSize(old.get("fields").size());
        assertThat(describe.get("fields")).allSatisfy(field -> assertThat(field).hasSize(58));
    }

    @Test
    void a_restart_with_a_state_file_does_not_take_evolution_back(@TempDir Path directory) throws Exception {
        TestOrgSettings settings =
                TestOrgSettings.standard().withTables(100).withStateFile(directory.resolve("sample-org"));
        TestOrg first = start(settings);
        first.evolve();
        first.evolve();

        TestOrg second = start(settings);

        assertThat(second.step()).isEqualTo(2);
        assertThat(describes(second)).isEqualTo(describes(first));
    }

    private static Map<String, String> describes(TestOrg org) throws Exception {
        SampleOrgClient client = new SampleOrgClient(org).loggedIn();
        Map<String, String> all = new HashMap<>();
        for (String name : org.tables()) {
            byte[] body = client.get("/sobjects/" + name + "/describe").body();
            all.put(name, body.length + "/" + Arrays.hashCode(body));
        }
        return all;
    }
}
