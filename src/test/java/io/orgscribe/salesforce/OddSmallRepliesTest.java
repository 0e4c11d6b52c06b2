package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.orgscribe.salesforce.RollUpSummary.Filter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What becomes of small replies that have something else in the place of a member. */
class OddSmallRepliesTest {

    private static final List<JsonNode> VALUES = Stream.of(
                    "null",
                    "7",
                    "-1.5e300",
                    "\"\"",
                    "\" \"",
                    "\"text\"",
                    "true",
                    "[]",
                    "[1,{},[]]",
                    "{}",
                    "{\"a\":[1]}")
            .map(value -> Recordings.tree(value.getBytes(StandardCharsets.UTF_8)))
            .toList();

    /** A reply of each kind that a record is made of, and how it is read. */
    enum Reply {
        VERSIONS("[{\"label\":\"W\",\"version\":\"9.0\"},{\"version\":\"23.0\"}]", OfferedVersion::readAll),
        IDENTITY(
                "{\"identity\":\"https://login.salesforce.com/id/00D000000000001EAA/005000000000001AAA\"}",
                UserIdentity::read),
        LIMITS(
                "{\"Other\":{\"Max\":1},\"DailyApiRequests\":{\"App\":{\"Max\":0},\"Max\":9,\"Remaining\":7}}",
                Limits::readDailyCalls),
        RECORD_COUNTS(
                "{\"sObjects\":[{\"count\":3,\"name\":\"A\"},{\"count\":1,\"name\":\"B\"}]}", RecordCount::readAll),
        DESCRIBE_GLOBAL(
                "{\"sobjects\":[{\"name\":\"A\",\"custom\":true,\"customSetting\":true,\"associateEntityType\":\"Share\","
                        + "\"associateParentEntity\":\"B\",\"urls\":{\"a\":\"b\"}},{\"name\":\"B\"}]}",
                OddSmallRepliesTest::global),
        ROLL_UP(
                "{\"Id\":\"00N\",\"Metadata\":{\"summaryForeignKey\":\"C.P\",\"summaryOperation\":\"sum\","
                        + "\"summarizedField\":\"C.F\",\"summaryFilterItems\":[{\"field\":\"C.S\",\"operation\":\"equals\","
                        + "\"value\":\"v\",\"valueField\":\"w\"},{\"field\":\"C.T\"}]}}",
                CustomField::readRollUp),
        ERRORS("[{\"errorCode\":\"A\",\"message\":\"m\"},{\"errorCode\":\"B\"}]", ApiError::readAll),
        OAUTH_ERROR("{\"error\":\"invalid_grant\",\"error_description\":\"expired\"}", ApiError::readAll),
        DESCRIBE(
                "{\"fields\":[{\"name\":\"F\",\"length\":1},{\"name\":\"G\"}]}",
                parser -> JsonValues.isObject(parser)
                        ? SubrequestBody.read(parser).fields()
                        : null);

        private final String sample;
        private final JsonValues.Reader<?> reader;

        Reply(String sample, JsonValues.Reader<?> reader) {
            this.sample = sample;
            this.reader = reader;
        }

        private JsonNode tree() {
            return Recordings.tree(sample.getBytes(StandardCharsets.UTF_8));
        }

        /** What it is read as, or that it cannot be. */
        private Object outcome(JsonNode reply) {
            try {
                return Optional.ofNullable(read(reply.toString()));
            } catch (SalesforceException e) {
                assertThat(e.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY);
                return e.getMessage();
            }
        }

        private Object read(String json) {
            return JsonValues.readWhole(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), reader::read);
        }
    }

    @ParameterizedTest
    @EnumSource
    void any_value_in_any_place_is_read_or_unreadable(Reply reply) {
        for (JsonNode value : VALUES) {
            reply.outcome(value);
            JsonNode root = reply.tree();
            places(root, (place, before) -> {
                place.accept(value);
                reply.outcome(root);
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_value_of_another_kind_is_as_good_as_none(Reply reply) {
        for (JsonNode value : VALUES) {
            JsonNode root = reply.tree();
            places(root, (place, before) -> {
                // The text of a number or a boolean is taken where a text is expected.
                if (value.getNodeType() != before.getNodeType() && !(before.isTextual() && value.isValueNode())) {
                    place.accept(JsonNodeFactory.instance.nullNode());
                    Object without = reply.outcome(root);
                    place.accept(value);
                    assertThat(reply.outcome(root)).as(root.toString()).isEqualTo(without);
                }
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_member_that_is_repeated_or_new_spoils_nothing(Reply reply) {
        String repeated = reply.sample.replaceAll("\\{(\"[^{}\\[\\]]+)}", "{$1,$1,\"new\":[{\"name\":1}]}");

        assertThat(repeated).isNotEqualTo(reply.sample);
        assertThat(reply.read(repeated)).isEqualTo(reply.read(reply.sample));
    }

    @ParameterizedTest
    @EnumSource
    void a_reply_that_breaks_off_is_a_lost_connection(Reply reply) {
        byte[] packed = RawServer.gzip(reply.sample.getBytes(StandardCharsets.UTF_8));
        IntStream.range(0, packed.length).forEach(length -> {
            Throwable thrown = catchThrowable(() -> {
                try (ReplyBody body =
                        ReaderPropertiesTest.body(new ByteArrayInputStream(Arrays.copyOf(packed, length)), true)) {
                    JsonValues.readWhole(body, reply.reader::read);
                }
            });
            assertFailure(thrown, FailureCause.CONNECTION_LOST);
        });
    }

    @ParameterizedTest
    @EnumSource
    void a_reply_that_is_too_large_within_a_member_is_cut_off(Reply reply) {
        String large = reply.sample.replaceFirst("(.*):", "$1:" + " ".repeat(20_000));
        Throwable thrown = catchThrowable(() -> {
            AbortableStream wire =
                    new AbortableStream(new ByteArrayInputStream(large.getBytes(StandardCharsets.UTF_8)), () -> {});
            try (ReplyBody body = new ReplyBody(wire, false, 200, 10_000, new TestMeter())) {
                JsonValues.readWhole(body, reply.reader::read);
            }
        });

        assertFailure(thrown, FailureCause.REPLY_TOO_LARGE);
    }

    /** Wherever it comes; the reply's size is bounded, but may be half a gigabyte. */
    @ParameterizedTest
    @EnumSource
    void what_nobody_asks_for_takes_no_memory(Reply reply) {
        String large = "{\"new\":[\"" + "x".repeat(1_000_000) + "\"" + ",1".repeat(500_000) + "],\"";
        byte[] json = reply.sample.replace("{\"", large).getBytes(StandardCharsets.UTF_8);
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        JsonValues.readWhole(new ByteArrayInputStream(json), reply.reader::read);

        long before = threads.getCurrentThreadAllocatedBytes();
        JsonValues.readWhole(new ByteArrayInputStream(json), reply.reader::read);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(500_000);
    }

    @Test
    void what_is_absent_is_empty_false_or_nothing() {
        assertThat(Reply.DESCRIBE_GLOBAL.read("{\"sobjects\":[{\"name\":5,\"custom\":\"true\",\"customSetting\":1,"
                        + "\"associateEntityType\":[\"x\"]},null]}"))
                .isEqualTo(List.of(new SObjectSummary("5", false, false, "", "")));
        assertThat(Reply.RECORD_COUNTS.read("{\"sObjects\":[{\"name\":\"A\",\"count\":\"3\"},{\"name\":\"B\","
                        + "\"count\":1e30},{\"count\":4},5]}"))
                .isEqualTo(Map.of("A", 0L, "B", Long.MAX_VALUE));
        assertThat(Reply.ROLL_UP.read("{\"Metadata\":{\"summaryForeignKey\":\"C.P\",\"summaryOperation\":[1],"
                        + "\"summaryFilterItems\":[null,1,{\"field\":true,\"value\":{}}]}}"))
                .isEqualTo(Optional.of(new RollUpSummary("C", "", "", "C.P", List.of(new Filter("true", "", "", "")))));
        assertThat(Reply.ERRORS.read("{\"message\":{},\"errorCode\":4}")).isEqualTo(List.of(new ApiError("4", "")));
    }

    private static List<SObjectSummary> global(JsonParser parser) throws IOException {
        List<SObjectSummary> all = new ArrayList<>();
        SObjectSummary.readAll(parser, new HashSet<>(), all::add);
        return all;
    }

    /** Tells each place of a tree by what puts a value there, and the value that is there and is put back. */
    private static void places(JsonNode node, BiConsumer<Consumer<JsonNode>, JsonNode> each) {
        if (node instanceof ObjectNode object) {
            List<String> names = new ArrayList<>();
            object.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> place(object.get(name), value -> object.set(name, value), each));
        } else if (node instanceof ArrayNode array) {
            IntStream.range(0, array.size()).forEach(i -> place(array.get(i), value -> array.set(i, value), each));
        }
    }

    private static void place(
            JsonNode before, Consumer<JsonNode> place, BiConsumer<Consumer<JsonNode>, JsonNode> each) {
        each.accept(place, before);
        place.accept(before);
        places(before, each);
    }

    private static void assertFailure(Throwable thrown, FailureCause cause) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        SalesforceException.class, e -> assertThat(e.failure()).isEqualTo(cause));
    }
}
