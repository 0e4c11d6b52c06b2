package io.orgscribe.salesforce;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The recorded replies other than describes, against an independent reading as a plain tree. */
class RecordedRepliesTest {

    @Test
    void every_sobject_of_every_list_is_handed_on() {
        for (Path file : Recordings.files("describeGlobal")) {
            List<SObjectSummary> read = new ArrayList<>();
            JsonValues.readWhole(Recordings.stream(file), parser -> {
                SObjectSummary.readAll(parser, new HashSet<>(), read::add);
                return null;
            });
            List<SObjectSummary> expected = new ArrayList<>();
            for (JsonNode node : Recordings.tree(Recordings.bytes(file)).get("sobjects")) {
                expected.add(new SObjectSummary(
                        node.get("name").asText(),
                        node.path("custom").asBoolean(),
                        node.path("customSetting").asBoolean(),
                        text(node, "associateEntityType"),
                        text(node, "associateParentEntity")));
            }
            assertThat(read).as(file.toString()).isEqualTo(expected);
        }
    }

    @Test
    void every_part_of_every_composite_is_read() {
        for (Path file : Recordings.files("composite")) {
            List<CompositeReader.Part<DescribeReader>> parts = new ArrayList<>();
            JsonValues.readWhole(Recordings.stream(file), parser -> {
                CompositeReader.read(parser, DescribeReader::read, parts::add);
                return null;
            });
            JsonNode expected = Recordings.tree(Recordings.bytes(file)).get("compositeResponse");
            assertThat(parts).as(file.toString()).hasSameSizeAs(expected);
            for (int i = 0; i < parts.size(); i++) {
                holdPart(file + " part " + i, expected.get(i), parts.get(i));
            }
        }
    }

    @Test
    void every_recorded_error_is_named() {
        for (Path file : Recordings.files("errors")) {
            JsonNode expected = Recordings.tree(Recordings.bytes(file)).get(0);
            SalesforceException read = ApiError.refusal(400, Recordings.stream(file));
            assertThat(read.status()).isEqualTo(400);
            assertThat(read)
                    .as(file.toString())
                    .hasMessageContaining(expected.get("errorCode").asText());
        }
    }

    @Test
    void versions_are_ascending_and_whole() {
        for (Path file : Recordings.files("versions")) {
            List<String> read = JsonValues.readWhole(Recordings.stream(file), OfferedVersion::readAll);
            assertThat(read)
                    .as(file.toString())
                    .containsExactlyInAnyOrderElementsOf(
                            Recordings.tree(Recordings.bytes(file)).findValuesAsText("version"))
                    .isSortedAccordingTo((a, b) -> Double.compare(Double.parseDouble(a), Double.parseDouble(b)));
        }
    }

    @Test
    void limits_tell_the_daily_calls() {
        for (Path file : Recordings.files("limits")) {
            JsonNode expected = Recordings.tree(Recordings.bytes(file)).get("DailyApiRequests");
            assertThat(JsonValues.readWhole(Recordings.stream(file), Limits::readDailyCalls))
                    .as(file.toString())
                    .isEqualTo(new SalesforceClient.DailyCalls(
                            expected.get("Max").asLong(),
                            expected.get("Remaining").asLong()));
        }
    }

    @Test
    void every_value_of_every_record_of_a_query_is_in_its_row() {
        for (Path file : Recordings.files("tooling")) {
            SubrequestBody read = JsonValues.readWhole(Recordings.stream(file), SubrequestBody::read);
            JsonNode expected = Recordings.tree(Recordings.bytes(file));
            assertThat(read.records()).as(file.toString()).isTrue();
            assertThat(read.whole()).isEqualTo(expected.get("done").asBoolean());
            assertThat(read.rows()).as(file.toString()).hasSameSizeAs(expected.get("records"));
            for (int i = 0; i < read.rows().size(); i++) {
                holdRow(
                        file + " record " + i,
                        "",
                        expected.get("records").get(i),
                        read.rows().get(i));
            }
        }
    }

    private static void holdRow(String source, String prefix, JsonNode expected, Row row) {
        expected.properties().forEach(member -> {
            String column = prefix + member.getKey();
            JsonNode value = member.getValue();
            if (value.isObject() && prefix.isEmpty() && !column.equals("attributes")) {
                holdRow(source, column + ".", value, row);
            } else if (value.isValueNode()) {
                assertThat(row.text(column))
                        .as("%s %s", source, column)
                        .isEqualTo(value.isNull() ? Optional.empty() : Optional.of(value.asText()));
            }
        });
    }

    private static void holdPart(String source, JsonNode expected, CompositeReader.Part<DescribeReader> part) {
        JsonNode body = expected.get("body");
        assertThat(part.reference())
                .as(source)
                .isEqualTo(expected.get("referenceId").asText());
        assertThat(part.status())
                .as(source)
                .isEqualTo(expected.get("httpStatusCode").asInt());
        expected.get("httpHeaders")
                .properties()
                .forEach(header -> assertThat(part.headers())
                        .containsEntry(header.getKey(), header.getValue().asText()));
        if (body.has("fields")) {
            SObject read = part.read().toSObject("Asked", part.lastModified());
            assertThat(read.name()).as(source).isEqualTo(body.get("name").asText());
            assertThat(read.fields()).as(source).hasSameSizeAs(body.get("fields"));
            assertThat(read.lastModified()).as(source).isEqualTo(part.headers().get("last-modified"));
        } else if (body.isArray()) {
            assertThat(part.errors().get(0).code())
                    .as(source)
                    .isEqualTo(body.get(0).get("errorCode").asText());
        } else {
            assertThat(part.errors()).as(source).isEmpty();
        }
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).isTextual() ? node.get(name).asText() : "";
    }
}
