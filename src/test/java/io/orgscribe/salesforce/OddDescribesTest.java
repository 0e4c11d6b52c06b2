package io.orgscribe.salesforce;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.orgscribe.salesforce.Field.PicklistValue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class OddDescribesTest {

    @Test
    void members_that_are_no_columns_are_kept_unless_they_say_nothing() {
        SObject read = read("""
                {"name":"A","z":{"b":1,"urls":{"x":"y"},"a":[1.50,1e400,{"urls":1}]},"a":true,"n1":null,"n2":false,
                 "n3":0,"n4":"","n5":[],"n6":{},"n7":0.0,"n8":{"urls":{}},"urls":{"d":"/x"},"fields":[
                  {"name":"F","type":"anyType","new":" x ","byteLength":0,"urls":{},"extra":[null]}]}""");

        assertThat(read.nativeValues())
                .containsExactly(Map.entry("a", "true"), Map.entry("z", "{\"b\":1,\"a\":[1.50,1e400,{}]}"));
        assertThat(read.keys()).contains("n1", "n6", "urls", "fields", "a", "z", "name");
        assertThat(read.fields().get(0).nativeValues())
                .containsExactly(Map.entry("extra", "[null]"), Map.entry("new", "\" x \""));
        assertThat(read.fieldKeys()).containsExactly("byteLength", "extra", "name", "new", "type", "urls");
    }

    @Test
    void what_is_absent_or_null_is_null_false_or_nothing() {
        String field = "{\"name\":\"F\",\"label\":null,\"type\":null,\"length\":null,\"nillable\":null,"
                + "\"referenceTo\":null,\"picklistValues\":null,\"relationshipOrder\":null,\"defaultValue\":null}";
        SObject read = read("{\"name\":null,\"label\":null,\"custom\":null,\"recordTypeInfos\":null,"
                + "\"childRelationships\":[],\"fields\":[null," + field + "]}");

        assertThat(read.name()).isEqualTo("Asked");
        assertThat(read.recordTypes()).isNull();
        assertThat(read.childRelationships()).isNull();
        assertThat(read.fields())
                .containsExactly(new Field(
                        "F", null, null, 0, 0, 0, false, false, false, false, false, null, null, null, List.of(), null,
                        null, List.of(), Map.of()));
    }

    @Test
    void a_value_of_another_kind_is_kept_as_text_or_counts_as_absent() {
        SObject read = read("""
                {"name":17,"label":true,"custom":{"a":1},"queryable":"true","keyPrefix":["x"],"recordTypeInfos":{"a":1},
                 "fields":[{"name":"F","length":"18","precision":1e12,"scale":[1],"unique":{},"referenceTo":"Account",
                  "picklistValues":[null,5,{"value":7,"label":null,"active":1}],"defaultValue":{"a":[1]},
                  "relationshipOrder":"1"}]}""");

        assertThat(read.name()).isEqualTo("17");
        assertThat(read.label()).isEqualTo("true");
        assertThat(read.custom()).isFalse();
        assertThat(read.queryable()).isFalse();
        assertThat(read.keyPrefix()).isNull();
        assertThat(read.recordTypes()).isNull();
        Field field = read.fields().get(0);
        assertThat(List.of(field.length(), field.precision(), field.scale())).containsExactly(0, Integer.MAX_VALUE, 0);
        assertThat(field.referenceTo()).isEmpty();
        assertThat(field.picklistValues()).containsExactly(new PicklistValue("7", null, false, false, null));
        assertThat(field.defaultValue()).isEqualTo("{\"a\":[1]}");
        assertThat(field.relationshipOrder()).isNull();
    }

    @Test
    void repeated_picklist_values_are_kept_and_a_repeated_field_is_one() {
        SObject read = read("""
                {"fields":[{"name":"F","label":"first","picklistValues":[
                    {"value":"a","validFor":"gA"},{"value":"a","validFor":"QA"}]},
                  {"name":"f","label":"second"}]}""");

        assertThat(read.fields()).hasSize(1);
        assertThat(read.fields().get(0).label()).isEqualTo("first");
        assertThat(read.fields().get(0).picklistValues())
                .extracting(PicklistValue::validFor)
                .containsExactly("gA", "QA");
    }

    @Test
    void texts_stay_as_they_were_sent() {
        String label = "  <b>Größe</b>\\n\\u0000 😀 \\u202e ";
        SObject read = read("{\"fields\":[{\"name\":\"F\",\"label\":\"" + label + "\"}]}");

        assertThat(read.fields().get(0).label()).isEqualTo("  <b>Größe</b>\n\u0000 😀 \u202e ");
    }

    @Test
    void a_byte_order_mark_is_no_part_of_the_reply() {
        assertThat(read("\uFEFF{\"name\":\"A\",\"fields\":[]}").name()).isEqualTo("A");
    }

    @Test
    void the_largest_seen_are_read() {
        SObject read = DescribeRecordingsTest.read(
                ReaderPropertiesTest.bytes(DescribeBodies.withPicklist("Big", 20_880, 2_800, 1)), "Big");
        assertThat(read.fields().get(1).picklistValues()).hasSize(20_880);

        String targets = "\"T\",".repeat(781) + "\"T\"";
        assertThat(read("{\"fields\":[{\"name\":\"F\",\"referenceTo\":[" + targets + "]}]}")
                        .fields()
                        .get(0)
                        .referenceTo())
                .hasSize(782);

        String children = "{\"childSObject\":\"C\",\"relationshipName\":null},".repeat(4_718) + "{}";
        assertThat(read("{\"fields\":[],\"childRelationships\":[" + children + "]}")
                        .childRelationships())
                .isEqualTo("[" + children + "]");

        String text = "x".repeat(30_000_000);
        assertThat(read("{\"fields\":[],\"label\":\"" + text + "\"}").label()).hasSize(30_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "17",
                "\"text\"",
                "{}",
                "{\"name\":\"A\"}",
                "{\"name\":\"A\",\"fields\":{}}",
                "{\"name\":\"A\",\"fields\":\"none\"}",
                "{\"name\":\"A\",\"fields\":[{\"label\":\"no name\"}]}",
                "{\"name\":\"A\",\"fields\":[{\"name\":null}]}",
                "{\"name\":\"A\",\"fields\":[7]}",
                "{\"name\":\"A\",\"fields\":[]} {}",
                "{\"name\":\"A\",\"fields\":[]}<html>",
                "<html><body>Sign in</body></html>",
                "{\"name\":\"A\",\"fields\":[",
            })
    void what_is_no_describe_is_unreadable(String body) {
        SalesforceException failure = catchThrowableOfType(SalesforceException.class, () -> read(body));
        assertThat(failure.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
        assertThat(failure).hasMessageNotContaining("html");
    }

    private static SObject read(String body) {
        return DescribeRecordingsTest.read(body.getBytes(StandardCharsets.UTF_8), "Asked");
    }
}
