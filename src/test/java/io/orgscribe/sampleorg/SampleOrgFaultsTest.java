package io.orgscribe.sampleorg;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

class SampleOrgFaultsTest {

    private static final String ACCOUNT = "/sobjects/Account/describe";

    private TestOrg org;
    private SampleOrgClient client;

    @BeforeEach
    void start() throws Exception {
        org = TestOrg.start(TestOrgSettings.standard().withTables(60));
        client = new SampleOrgClient(org).loggedIn();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void a_status_strikes_one_table_and_only_its_part() throws Exception {
        org.faults().onTable("Account", Fault.serverError());

        JsonNode parts = SampleOrgClient.json(client.composite(
                        SampleOrgClient.part("Account", "a") + "," + SampleOrgClient.part("User", "b")))
                .get("compositeResponse");

        assertThat(client.get(ACCOUNT).statusCode()).isEqualTo(500);
        assertThat(client.get("/sobjects/User/describe").statusCode()).isEqualTo(200);
        assertThat(parts.get(0).get("httpStatusCode").asInt()).isEqualTo(500);
        assertThat(parts.get(1).get("httpStatusCode").asInt()).isEqualTo(200);
    }

    @Test
    void an_html_page_takes_the_place_of_the_whole_composite() throws Exception {
        org.faults().onTable("Account", Fault.maintenance());

        HttpResponse<byte[]> response =
                client.composite(SampleOrgClient.part("User", "b") + "," + SampleOrgClient.part("Account", "a"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/html");
        assertThat(new String(response.body())).contains("Down for Maintenance");
    }

    @Test
    void a_truncated_composite_ends_within_the_part_that_was_struck() throws Exception {
        String parts = SampleOrgClient.part("User", "before") + "," + SampleOrgClient.part("Account", "struck");
        byte[] whole = client.composite(parts).body();
        org.faults().onTable("Account", new Fault.Truncated(50));

        byte[] cut = client.composite(parts).body();

        String text = new String(cut);
        assertThat(text).contains("\"referenceId\":\"before\"").doesNotContain("\"referenceId\":\"struck\"");
        assertThat(new String(whole)).startsWith(text);
        assertThatThrownBy(() -> SampleOrgClient.JSON.readTree(cut)).isInstanceOf(JsonProcessingException.class);
    }

    @Test
    void a_truncated_packed_reply_lacks_its_end() throws Exception {
        org.faults().onTable("Account", new Fault.Truncated(50));

        HttpResponse<byte[]> response = client.get(ACCOUNT, "Accept-Encoding", "gzip");

        assertThatThrownBy(() -> SampleOrgClient.unpacked(response)).isInstanceOf(EOFException.class);
    }

    @Test
    void a_reset_breaks_the_connection_before_or_within_the_reply() {
        for (int percent : new int[] {0, 50}) {
            org.faults().clear();
            org.faults().onTable("Account", new Fault.Reset(percent));

            assertThatThrownBy(() -> client.get(ACCOUNT)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_slow_reply_comes_whole_but_late() throws Exception {
        int size = client.get(ACCOUNT).body().length;
        org.faults().onTable("Account", new Fault.Slow(size * 2));

        long start = System.nanoTime();
        HttpResponse<byte[]> response = client.get(ACCOUNT);

        assertThat(response.body()).hasSize(size);
        assertThat(System.nanoTime() - start).isGreaterThan(300_000_000L);
    }

    @Test
    void a_hanging_call_gets_no_reply_until_the_org_ends() {
        org.faults().onTable("Account", new Fault.Hang(0));

        CompletableFuture<HttpResponse<byte[]>> reply = CompletableFuture.supplyAsync(() -> {
            try {
                return client.get(ACCOUNT);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        await().until(() -> org.bill().openReplies() == 1);
        assertThat(reply).isNotDone();
        org.close();
        await().until(reply::isCompletedExceptionally);
    }

    @Test
    void an_endless_body_ends_when_the_caller_leaves() throws Exception {
        org.faults().onTable("Account", new Fault.Endless());

        try (InputStream in = client.open(ACCOUNT)) {
            in.skipNBytes(5_000_000);
        }

        await().until(() -> org.bill().openReplies() == 0);
        assertThat(org.bill().bytesSent()).isGreaterThan(5_000_000);
    }

    @Test
    void an_expired_session_ends_all_of_them() throws Exception {
        org.faults().onNextCalls(1, new Fault.ExpiredSession());

        assertThat(client.get("/limits").statusCode()).isEqualTo(401);
        assertThat(client.get("/limits").statusCode()).isEqualTo(401);
        assertThat(client.loggedIn().get("/limits").statusCode()).isEqualTo(200);
    }

    @Test
    void a_fault_for_some_calls_passes_by_itself() throws Exception {
        org.faults().onNextCalls(2, Fault.concurrentLimit());

        assertThat(client.get("/limits").statusCode()).isEqualTo(403);
        assertThat(new String(client.get("/limits").body())).contains("ConcurrentRequests");
        assertThat(client.get("/limits").statusCode()).isEqualTo(200);
    }

    @Test
    void a_huge_picklist_makes_a_describe_of_more_than_16_mebibytes() throws Exception {
        org.edit().addHugePicklist("Account", "Material__c", 180_000);

        assertThat(client.get(ACCOUNT).body().length).isGreaterThan(16 * 1024 * 1024);
    }

    @Test
    void faults_are_set_and_cleared_over_http() throws Exception {
        client.send("POST", "/sample-org/faults", "{\"table\":\"Account\",\"fault\":\"status\",\"status\":502}");
        assertThat(client.get(ACCOUNT).statusCode()).isEqualTo(502);

        client.send("DELETE", "/sample-org/faults", "");
        assertThat(client.get(ACCOUNT).statusCode()).isEqualTo(200);
        assertThat(client.send("POST", "/sample-org/faults", "{\"fault\":\"tornado\"}")
                        .statusCode())
                .isEqualTo(400);
    }
}
