package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** What holds for readers whatever they are sent. */
class ReaderPropertiesTest {

    private static final List<JsonValues.Reader<?>> READERS = List.of(
            parser -> DescribeReader.read(parser).toSObject("Asked", null),
            parser -> {
                CompositeReader.read(
                        parser, DescribeReader::read, part -> part.read().toSObject("Asked", part.lastModified()));
                return null;
            },
            parser -> {
                SObjectSummary.readAll(
                        parser,
                        new HashSet<>(),
                        summary -> assertThat(summary.name()).isNotNull());
                return null;
            },
            parser -> JsonValues.isObject(parser) ? SubrequestBody.read(parser) : null,
            CustomField::readRollUp,
            OfferedVersion::readAll,
            UserIdentity::read,
            Limits::readDailyCalls,
            RecordCount::readAll,
            ApiError::readAll);

    private static final List<String> NAMES = List.of(
            "fields",
            "name",
            "label",
            "type",
            "length",
            "unique",
            "defaultValue",
            "referenceTo",
            "picklistValues",
            "relationshipOrder",
            "urls",
            "recordTypeInfos",
            "childRelationships",
            "compositeResponse",
            "body",
            "httpHeaders",
            "httpStatusCode",
            "referenceId",
            "sobjects",
            "records",
            "done",
            "nextRecordsUrl",
            "version",
            "identity",
            "DailyApiRequests",
            "Max",
            "Remaining",
            "errorCode",
            "message",
            "other");

    @Property(tries = 300)
    void a_describe_cut_anywhere_is_unreadable(@ForAll long seed, @ForAll @IntRange(max = 1_000_000) int at) {
        byte[] body = bytes(DescribeBodies.describe("Account", 3, seed));
        byte[] cut = Arrays.copyOf(body, at % body.length);

        assertUnreadable(catchThrowable(() -> DescribeRecordingsTest.read(cut, "Account")));
    }

    @Property(tries = 200)
    void a_packed_describe_cut_anywhere_is_a_lost_connection(
            @ForAll long seed, @ForAll @IntRange(max = 1_000_000) int at) {
        byte[] packed = RawServer.gzip(bytes(DescribeBodies.describe("Account", 3, seed)));
        byte[] cut = Arrays.copyOf(packed, at % packed.length);

        Throwable thrown = catchThrowable(() -> {
            try (ReplyBody reply = body(new ByteArrayInputStream(cut), true)) {
                JsonValues.readWhole(reply, DescribeReader::read).toSObject("Account", null);
            }
        });
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        SalesforceException.class,
                        e -> assertThat(e.failure()).isEqualTo(FailureCause.CONNECTION_LOST));
    }

    @Property(tries = 200)
    void a_composite_cut_anywhere_brings_only_whole_parts(
            @ForAll long seed, @ForAll @IntRange(max = 1_000_000) int at) {
        ObjectNode composite = composite(seed, 3);
        byte[] body = bytes(composite);
        List<SObject> read = new ArrayList<>();

        Throwable thrown = catchThrowable(() ->
                JsonValues.readWhole(new ByteArrayInputStream(Arrays.copyOf(body, at % body.length)), parser -> {
                    CompositeReader.read(
                            parser,
                            DescribeReader::read,
                            part -> read.add(part.read().toSObject("Asked", part.lastModified())));
                    return null;
                }));

        assertUnreadable(thrown);
        for (int i = 0; i < read.size(); i++) {
            byte[] part = bytes(composite.get("compositeResponse").get(i).get("body"));
            assertThat(read.get(i))
                    .usingRecursiveComparison()
                    .ignoringFields("lastModified")
                    .isEqualTo(DescribeRecordingsTest.read(part, "Asked"));
        }
    }

    @Property(tries = 100)
    void the_order_of_members_means_nothing(@ForAll long seed) {
        ObjectNode composite = composite(seed, 2);
        JsonNode shuffled = shuffled(composite, new Random(seed));

        assertThat(parts(bytes(shuffled))).isEqualTo(parts(bytes(composite)));
    }

    @Property(tries = 500)
    void junk_is_unreadable_and_nothing_else(@ForAll @Size(max = 200) byte[] junk) {
        READERS.forEach(reader -> assertReadOrUnreadable(junk, reader));
    }

    @Property(tries = 500)
    void any_json_is_read_or_unreadable(@ForAll long seed) {
        JsonNode json = json(new Random(seed), 0);

        READERS.forEach(reader -> assertReadOrUnreadable(bytes(json), reader));
    }

    @Property(tries = 500)
    void any_value_in_any_place_is_read_or_unreadable(@ForAll long seed, @ForAll @IntRange(max = 100_000) int place) {
        ObjectNode composite = composite(seed, 1);
        replace(composite, place, json(new Random(seed), 2));

        READERS.forEach(reader -> assertReadOrUnreadable(bytes(composite), reader));
    }

    /** Any value, members named as the readers expect them. */
    private static JsonNode json(Random random, int depth) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        return switch (random.nextInt(depth < 5 ? 9 : 6)) {
            case 0 -> json.nullNode();
            case 1 -> json.booleanNode(random.nextBoolean());
            case 2 -> json.numberNode(random.nextInt(-1, 300));
            case 3 -> json.numberNode(BigInteger.valueOf(random.nextLong()).pow(3));
            case 4 -> json.numberNode(random.nextGaussian() * 1e300);
            case 5 -> json.textNode(NAMES.get(random.nextInt(NAMES.size())));
            case 6 -> {
                ArrayNode array = json.arrayNode();
                random.ints(random.nextInt(5)).forEach(i -> array.add(json(random, depth + 1)));
                yield array;
            }
            default -> {
                ObjectNode object = json.objectNode();
                random.ints(random.nextInt(7), 0, NAMES.size())
                        .forEach(name -> object.set(NAMES.get(name), json(random, depth + 1)));
                yield object;
            }
        };
    }

    static ReplyBody body(InputStream wire, boolean gzip) {
        return new ReplyBody(new AbortableStream(wire, () -> {}), gzip, 200, Long.MAX_VALUE, new TestMeter());
    }

    private static void assertReadOrUnreadable(byte[] body, JsonValues.Reader<?> reader) {
        Throwable thrown = catchThrowable(() -> JsonValues.readWhole(new ByteArrayInputStream(body), reader));
        if (thrown != null) {
            assertThat(thrown).as(new String(body, StandardCharsets.UTF_8)).isInstanceOf(SalesforceException.class);
        }
    }

    private static void assertUnreadable(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOfSatisfying(
                        SalesforceException.class,
                        e -> assertThat(e.failure()).isEqualTo(FailureCause.UNREADABLE_REPLY));
    }

    private static ObjectNode composite(long seed, int parts) {
        ObjectNode composite = JsonNodeFactory.instance.objectNode();
        ArrayNode list = composite.putArray("compositeResponse");
        for (int i = 0; i < parts; i++) {
            ObjectNode part = list.addObject();
            part.set("body", DescribeBodies.describe("Table" + i, 3, seed + i));
            part.putObject("httpHeaders").put("Last-Modified", "Wed, 6 May 2026 10:00:00 GMT");
            part.put("httpStatusCode", 200).put("referenceId", "describe" + i);
        }
        return composite;
    }

    private static List<Map.Entry<String, SObject>> parts(byte[] body) {
        List<Map.Entry<String, SObject>> read = new ArrayList<>();
        JsonValues.readWhole(new ByteArrayInputStream(body), parser -> {
            CompositeReader.read(
                    parser,
                    DescribeReader::read,
                    part -> read.add(Map.entry(part.reference(), part.read().toSObject("Asked", part.lastModified()))));
            return null;
        });
        return read;
    }

    /** Not below members that are kept as they were sent. */
    private static JsonNode shuffled(JsonNode node, Random random) {
        if (node instanceof ArrayNode array) {
            ArrayNode copy = array.arrayNode();
            array.forEach(entry -> copy.add(shuffled(entry, random)));
            return copy;
        }
        if (node instanceof ObjectNode object && !object.has("childSObject") && !object.has("dependent")) {
            List<String> names = new ArrayList<>();
            object.properties().forEach(member -> names.add(member.getKey()));
            Collections.shuffle(names, random);
            ObjectNode copy = object.objectNode();
            names.forEach(name -> copy.set(name, shuffled(object.get(name), random)));
            return copy;
        }
        return node;
    }

    private static void replace(ObjectNode root, int place, JsonNode value) {
        List<Runnable> places = new ArrayList<>();
        collect(root, value, places);
        places.get(place % places.size()).run();
    }

    private static void collect(JsonNode node, JsonNode value, List<Runnable> places) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                places.add(() -> object.set(member.getKey(), value));
                collect(member.getValue(), value, places);
            });
        } else if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                int index = i;
                places.add(() -> array.set(index, value));
                collect(array.get(i), value, places);
            }
        }
    }

    static byte[] bytes(JsonNode node) {
        return node.toString().getBytes(StandardCharsets.UTF_8);
    }
}
