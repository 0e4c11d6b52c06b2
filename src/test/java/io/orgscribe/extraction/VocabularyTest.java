package io.orgscribe.extraction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.orgscribe.OrgscribeTest;
import io.orgscribe.salesforce.SObjectSummary;

import static io.restassured.RestAssured.given;
import static io.restassured.http.ContentType.JSON;
import static org.assertj.core.api.Assertions.assertThat;

/** Kinds and types are named in packages that may not know each other; here they are held together. */
@OrgscribeTest
class VocabularyTest {

    private static final List<String> NATIVE_TYPES = List.of(
            "string",
            "combobox",
            "encryptedstring",
            "datacategorygroupreference",
            "textarea",
            "boolean",
            "int",
            "integer",
            "long",
            "double",
            "currency",
            "percent",
            "date",
            "datetime",
            "time",
            "id",
            "reference",
            "picklist",
            "multipicklist",
            "email",
            "phone",
            "url",
            "base64",
            "location",
            "address",
            "complexvalue",
            "json",
            "anyType");

    @Test
    void lists_and_filters_know_the_same_kinds_and_the_reader_gives_no_other() {
        String connection = connect();
        Set<String> listed = named("/connections/" + connection + "/tables?kind=nonsense");
        Set<String> filtered = words(given().contentType(JSON)
                .body(Map.of("filter", Map.of("kinds", new String[] {"nonsense"})))
                .patch("/api/v1/connections/" + connection)
                .then()
                .statusCode(400)
                .extract()
                .path("remedy"));

        assertThat(listed).hasSizeGreaterThan(10).isEqualTo(filtered);
        assertThat(listed)
                .containsAll(Stream.of(
                                "Account",
                                "A__c",
                                "A__mdt",
                                "A__e",
                                "A__b",
                                "A__x",
                                "A__History",
                                "A__Feed",
                                "A__Share",
                                "A__ChangeEvent",
                                "A__kav")
                        .map(name -> SObjectKind.of(new SObjectSummary(name, false, false, "", ""), "68.0"))
                        .toList());
    }

    @Test
    void every_type_that_the_reader_gives_can_be_listed() {
        Set<String> listed = named("/columns?type=nonsense");

        assertThat(NATIVE_TYPES).extracting(FieldType::of).isSubsetOf(listed).doesNotContain("unknown");
        assertThat(listed).contains("unknown");
    }

    private static Set<String> named(String list) {
        return words(
                given().get("/api/v1" + list).then().statusCode(400).extract().path("remedy"));
    }

    private static Set<String> words(String remedy) {
        return new TreeSet<>(Arrays.asList(remedy.replaceAll("^[^:]*: |^The kinds are ", "")
                .replace(".", "")
                .split(",\\s*")));
    }

    private static String connect() {
        return TestRuns.connect("http://127.0.0.1:1", "key", "secret");
    }
}
