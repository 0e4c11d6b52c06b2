package io.orgscribe.sampleorg;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.sampleorg.Bill.Kind;

import static org.assertj.core.api.Assertions.assertThat;

class SampleOrgApiTest {

    private TestOrg org;
    private SampleOrgClient client;

    @BeforeEach
    void start() throws Exception {
        org = TestOrg.start(TestOrgSettings.standard().withTables(60).withDailyCalls(1000));
        client = new SampleOrgClient(org).loggedIn();
    }

    @AfterEach
    void stop() {
        org.close();
    }

    @Test
    void versions_are_free_and_ascend() throws Exception {
        JsonNode versions = SampleOrgClient.json(new SampleOrgClient(org).get("/services/data"));

        assertThat(versions.get(0).get("version").asText()).isEqualTo("31.0");
        assertThat(versions.get(versions.size() - 1).get("version").asText()).isEqualTo("68.0");
        assertThat(org.bill().counted()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"v31.0,200", "v30.0,410", "v21.0,410", "v20.0,410", "v7.0,410", "v69.0,404", "latest,404"})
    void retired_versions_are_410_and_unknown_ones_404(String version, int status) throws Exception {
        HttpResponse<byte[]> response = client.get("/services/data/" + version + "/sobjects");
        String part = SampleOrgClient.part("Account", "a").replace("v68.0", version);
        JsonNode parts = SampleOrgClient.json(client.composite(part)).get("compositeResponse");

        assertThat(response.statusCode()).isEqualTo(status);
        if (status == 410) {
            assertThat(SampleOrgClient.json(response).at("/0/errorCode").asText())
                    .isEqualTo("UNSUPPORTED_API_VERSION");
        }
        if (version.startsWith("v")) {
            assertThat(parts.at("/0/httpStatusCode").asInt()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//services/data/v68.0/sobjects",
                "/services//data/v68.0//sobjects/Account//describe",
                "/services/data/v68.0//query?q=SELECT+Id+FROM+Account+WHERE+Name='a//b'",
                "/services/data//",
                "/sample-org//bill"
            })
    void slashes_side_by_side_are_one(String path) throws Exception {
        assertThat(client.get(path).statusCode()).isEqualTo(200);
    }

    @Test
    void a_head_has_no_body_and_a_put_is_not_allowed() throws Exception {
        HttpResponse<byte[]> head = client.send("HEAD", "/services/data/v68.0", "");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.headers().firstValue("Sforce-Limit-Info")).isPresent();
        assertThat(head.body()).isEmpty();
        assertThat(client.send("PUT", "/sobjects", "").statusCode()).isEqualTo(405);
    }

    @Test
    void records_are_counted_of_the_tables_that_are_asked_for() throws Exception {
        String all = "/limits/recordCount";
        Map<String, Long> counts = client.recordCounts(all);

        assertThat(counts).hasSizeGreaterThan(10).containsKeys("Account", "Contact");
        assertThat(client.recordCounts(all + "?sObjects=Account")).isEqualTo(Map.of("Account", counts.get("Account")));
        assertThat(client.recordCounts(all + "?sObjects=contact,Account,%20Account,Gone__c"))
                .isEqualTo(Map.of("Account", counts.get("Account"), "Contact", counts.get("Contact")));
        assertThat(client.recordCounts(all + "?sObjects=Gone__c")).isEmpty();
    }

    /** What a reply names must be there for the client that follows it. */
    @Test
    void addresses_that_replies_name_lead_somewhere() throws Exception {
        List<String> addresses = new ArrayList<>();
        client.json("/").forEach(address -> addresses.add(address.asText()));
        client.json("/tooling").forEach(address -> addresses.add(address.asText()));
        for (JsonNode table : client.json("/sobjects").get("sobjects")) {
            String name = table.get("name").asText();
            addresses.add(table.at("/urls/sobject").asText());
            addresses.add(table.at("/urls/describe").asText());
            if (table.get("queryable").asBoolean()) {
                addresses.addAll(client.json("/query?q=SELECT+Id+FROM+" + name + "+LIMIT+1")
                        .findValuesAsText("url"));
            }
        }
        addresses.addAll(client.json("/tooling/query?q=SELECT+Id,LastModifiedBy.Name+FROM+CustomObject+LIMIT+1")
                .at("/records/0/attributes")
                .findValuesAsText("url"));
        addresses.addAll(client.json("/tooling/query?q=SELECT+Id+FROM+CustomField+LIMIT+1")
                .findValuesAsText("url"));
        addresses.addAll(client.json("/tooling/query?q=SELECT+Label+FROM+EntityDefinition+LIMIT+1")
                .findValuesAsText("url"));
        addresses.addAll(client.json(
                        "/query?q=SELECT+Label+FROM+FieldDefinition+WHERE+EntityDefinitionId='Account'" + "+LIMIT+1")
                .findValuesAsText("url"));

        assertThat(addresses).hasSizeGreaterThan(150).allSatisfy(address -> {
            String path = address.replace(org.url(), "");
            assertThat(client.get(path).statusCode()).as(address).isNotEqualTo(404);
        });
    }

    @Test
    void a_user_of_the_api_alone_has_looked_at_nothing() throws Exception {
        assertThat(client.json("/recent?limit=5")).isEmpty();
        JsonNode basics = client.json("/sobjects/Account");
        assertThat(basics.at("/objectDescribe/name").asText()).isEqualTo("Account");
        assertThat(basics.get("recentItems")).isEmpty();
        assertThat(client.get("/sobjects/Gone__c").statusCode()).isEqualTo(404);
    }

    @Test
    void the_organization_and_its_user_are_records() throws Exception {
        JsonNode organization = client.json("/sobjects/Organization/" + org.orgId());
        JsonNode user = client.json("/sobjects/User/" + org.userId().substring(0, 15) + "?fields=Username,Name");

        assertThat(organization.at("/attributes/url").asText())
                .isEqualTo("/services/data/v68.0/sobjects/Organization/" + org.orgId());
        assertThat(organization.get("Name").asText()).isEqualTo(org.settings().orgName());
        assertThat(organization.get("Id").asText()).isEqualTo(org.orgId());
        assertThat(user.get("Username").asText()).isEqualTo(org.settings().username());
        assertThat(user).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "/sobjects/User/005000000000000AAA,404",
        "/sobjects/User/005,404",
        "/queryable,404",
        "/sobjects/Gone__c/005000000000000AAA,404",
        "/tooling/sobjects/Account/001000000000000AAA,404",
        "/sobjects/Organization/{org}?fields=Nothing,400"
    })
    void records_that_are_not_there_are_404(String path, int status) throws Exception {
        assertThat(client.get(path.replace("{org}", org.orgId())).statusCode()).isEqualTo(status);
    }

    @Test
    void the_columns_of_a_query_are_told_in_place_of_its_rows() throws Exception {
        JsonNode reply = client.json("/query?q=SELECT+Id,Name,AnnualRevenue,IsDeleted+FROM+Account&columns=true");

        assertThat(reply.has("records")).isFalse();
        assertThat(reply.get("entityName").asText()).isEqualTo("Account");
        assertThat(reply.get("keyPrefix").asText()).isEqualTo("001");
        assertThat(reply.get("idSelected").asBoolean()).isTrue();
        JsonNode columns = reply.get("columnMetadata");
        assertThat(columns.findValuesAsText("columnName")).containsExactly("Id", "Name", "AnnualRevenue", "IsDeleted");
        assertThat(columns.findValuesAsText("displayName")).contains("Account Name");
        assertThat(columns.findValuesAsText("apexType")).containsExactly("Id", "String", "Double", "Boolean");
        assertThat(columns).allSatisfy(column -> assertThat(column).hasSize(12));
    }

    @Test
    void columns_of_related_records_are_joined() throws Exception {
        JsonNode columns = client.json(
                        "/tooling/query?q=SELECT+DeveloperName,LastModifiedBy.Name,LastModifiedBy.Username"
                                + "+FROM+CustomField&columns=true")
                .get("columnMetadata");

        assertThat(columns).hasSize(2);
        assertThat(columns.at("/0/joinColumns")).isEmpty();
        assertThat(columns.at("/1/apexType").asText()).isEqualTo("User");
        assertThat(columns.at("/1/joinColumns").findValuesAsText("columnName")).containsExactly("Name", "Username");
        assertThat(client.get("/query?q=SELECT+Nothing+FROM+Account&columns=true")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void a_composite_call_is_billed_once_whatever_it_holds() throws Exception {
        client.composite(SampleOrgClient.part("User", "a") + "," + SampleOrgClient.part("Account", "b"));
        client.get("/sobjects/User/describe");
        client.get("/limits");

        Bill bill = org.bill();
        assertThat(bill.counted()).isEqualTo(3);
        assertThat(bill.calls(Kind.COMPOSITE)).isEqualTo(1);
        assertThat(bill.calls(Kind.DESCRIBE)).isEqualTo(1);
        assertThat(bill.parts()).isEqualTo(Map.of(Kind.DESCRIBE, 2L));
        assertThat(bill.calls(Kind.TOKEN)).isEqualTo(1);
    }

    @Test
    void the_limit_header_and_the_limits_agree() throws Exception {
        org.setUsedCalls(17);

        HttpResponse<byte[]> limits = client.get("/limits");

        assertThat(limits.headers().firstValue("Sforce-Limit-Info")).contains("api-usage=18/1000");
        assertThat(SampleOrgClient.json(limits)
                        .at("/DailyApiRequests/Remaining")
                        .asInt())
                .isEqualTo(982);
    }

    @Test
    void the_daily_limit_refuses_and_does_not_count() throws Exception {
        org.setUsedCalls(org.settings().dailyCalls());

        HttpResponse<byte[]> response = client.get("/limits");

        assertThat(response.statusCode()).isEqualTo(403);
        assertThat(new String(response.body())).contains("REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.");
        assertThat(org.bill().counted()).isZero();
    }

    @Test
    void describes_and_their_list_are_304_since_their_own_date() throws Exception {
        for (String path : new String[] {"/sobjects", "/sobjects/Account/describe"}) {
            HttpResponse<byte[]> first = client.get(path);
            String date = first.headers().firstValue("Last-Modified").orElseThrow();
            String etag = first.headers().firstValue("ETag").orElseThrow();

            assertThat(client.get(path, "If-Modified-Since", date).statusCode()).isEqualTo(304);
            assertThat(client.get(path, "If-None-Match", etag).statusCode()).isEqualTo(304);
            assertThat(client.get(path, "If-Modified-Since", "Mon, 01 Jan 2001 00:00:00 GMT")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_packed_reply_says_the_same_and_marks_its_etag() throws Exception {
        HttpResponse<byte[]> plain = client.get("/sobjects/Account/describe");
        HttpResponse<byte[]> packed = client.get("/sobjects/Account/describe", "Accept-Encoding", "gzip");

        assertThat(SampleOrgClient.unpacked(packed)).isEqualTo(plain.body());
        assertThat(packed.headers().firstValue("ETag").orElseThrow()).endsWith("--gzip\"");
        assertThat(packed.body().length).isLessThan(plain.body().length / 4);
    }

    @Test
    void a_composite_has_good_and_bad_parts_under_one_200() throws Exception {
        HttpResponse<byte[]> response = client.composite(
                SampleOrgClient.part("Account", "good") + "," + SampleOrgClient.part("Gone__c", "bad"));

        JsonNode parts = SampleOrgClient.json(response).get("compositeResponse");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(parts.get(0).get("httpStatusCode").asInt()).isEqualTo(200);
        assertThat(parts.get(0).at("/body/name").asText()).isEqualTo("Account");
        assertThat(parts.get(0).at("/httpHeaders/Last-Modified").asText()).doesNotContain(", 0");
        assertThat(parts.get(1).get("httpStatusCode").asInt()).isEqualTo(404);
        assertThat(parts.get(1).at("/body/0/errorCode").asText()).isEqualTo("NOT_FOUND");
    }

    @Test
    void a_part_may_be_304_with_no_body() throws Exception {
        JsonNode first = SampleOrgClient.json(client.composite(SampleOrgClient.part("Account", "a")));
        String date = first.at("/compositeResponse/0/httpHeaders/Last-Modified").asText();
        String asked = SampleOrgClient.part("Account", "a")
                .replaceFirst("\\{", "{\"httpHeaders\":{\"If-Modified-Since\":\"" + date + "\"},");

        JsonNode second = SampleOrgClient.json(client.composite(asked));

        assertThat(second.at("/compositeResponse/0/httpStatusCode").asInt()).isEqualTo(304);
        assertThat(second.at("/compositeResponse/0/body").isNull()).isTrue();
    }

    @Test
    void a_composite_that_breaks_the_rules_is_refused_whole() throws Exception {
        String query =
                "{\"method\":\"GET\",\"url\":\"/services/data/v68.0/query?q=SELECT+Id+FROM+User\",\"referenceId\":";
        String tooMany = IntStream.range(0, 26)
                .mapToObj(i -> SampleOrgClient.part("User", "r" + i))
                .collect(Collectors.joining(","));
        String tooManyQueries =
                IntStream.range(0, 6).mapToObj(i -> query + "\"q" + i + "\"}").collect(Collectors.joining(","));

        assertThat(client.composite(tooMany).statusCode()).isEqualTo(400);
        assertThat(client.composite(tooManyQueries).statusCode()).isEqualTo(400);
        assertThat(client.composite(SampleOrgClient.part("User", "1st")).statusCode())
                .isEqualTo(400);
        assertThat(client.composite(SampleOrgClient.part("User", "a") + "," + SampleOrgClient.part("Group", "a"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.composite("nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void the_organization_is_queried() throws Exception {
        JsonNode answer = SampleOrgClient.json(client.get("/query?q=SELECT+Id,Name,OrganizationType,IsSandbox,"
                + "InstanceName,LanguageLocaleKey+FROM+Organization"));

        JsonNode record = answer.at("/records/0");
        assertThat(record.get("Id").asText()).isEqualTo(org.orgId()).hasSize(18);
        assertThat(record.get("Name").asText()).isEqualTo("Northwharf Pumps & Compressors");
        assertThat(record.get("IsSandbox").isBoolean()).isTrue();
        assertThat(record.get("OrganizationType").asText()).isEqualTo("Enterprise Edition");
    }

    @Test
    void a_long_answer_comes_in_pages() throws Exception {
        JsonNode page = client.json("/queryAll?q=SELECT+Id+FROM+Account");
        int total = page.get("totalSize").asInt();
        int seen = page.get("records").size();
        while (!page.get("done").asBoolean()) {
            page = SampleOrgClient.json(client.get(page.get("nextRecordsUrl").asText()));
            seen += page.get("records").size();
        }

        assertThat(seen).isEqualTo(total).isGreaterThan(2000);
    }

    @Test
    void queries_that_it_does_not_understand_are_named() throws Exception {
        assertThat(new String(client.get("/query?q=SELECT+Id+FROM+Nothing__c").body()))
                .contains("INVALID_TYPE");
        assertThat(new String(client.get("/query?q=SELECT+Nothing+FROM+Account").body()))
                .contains("INVALID_FIELD");
        assertThat(new String(client.get("/query?q=DELETE+Account").body())).contains("MALFORMED_QUERY");
    }

    @Test
    void a_url_over_16_kilobytes_is_refused() throws Exception {
        assertThat(client.get("/query?q=" + "x".repeat(16_400)).statusCode()).isEqualTo(414);
    }

    @Test
    void the_identity_is_named_for_a_call() throws Exception {
        JsonNode resources = SampleOrgClient.json(client.get("/"));

        assertThat(resources.get("identity").asText()).endsWith("/id/" + org.orgId() + "/" + org.userId());
        assertThat(org.bill().calls(Kind.IDENTITY)).isEqualTo(1);
    }
}
