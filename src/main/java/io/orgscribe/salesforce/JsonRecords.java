package io.orgscribe.salesforce;

import java.io.IOException;
import java.util.Objects;
import java.util.Optional;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.DeserializationProblemHandler;
import com.fasterxml.jackson.databind.deser.ValueInstantiator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;

/**
 * Binds JSON objects to records as {@link JsonValues} reads values: a member of another kind counts as absent. An absent
 * text is "", a number -1, or null where it may be negative, a boolean false, anything else null.
 */
final class JsonRecords {

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonValues.FACTORY)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            // What ends a reply, such as a timeout, stays what it is.
            .disable(DeserializationFeature.WRAP_EXCEPTIONS)
            .enable(DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT)
            .defaultSetterInfo(JsonSetter.Value.forContentNulls(Nulls.SKIP))
            .addModule(new Scalars())
            .addHandler(new OtherKinds())
            .build();

    private JsonRecords() {}

    /** Reads the object in place; go on by {@link JsonParser#nextToken()}, for Jackson forgets the current token. */
    static <T> JsonValues.Reader<T> of(Class<T> type) {
        return parser -> MAPPER.readValue(parser, type);
    }

    /** Reads the value in place; empty where it is no object. */
    static <T> Optional<T> read(JsonParser parser, Class<T> type) throws IOException {
        return JsonValues.isObject(parser) ? Optional.of(of(type).read(parser)) : Optional.empty();
    }

    /** Null for anything else, and for what is less than a long can say. */
    private static Long number(JsonParser parser) throws IOException {
        long number = JsonValues.number(parser, Long.MIN_VALUE);
        return number == Long.MIN_VALUE ? null : number;
    }

    private static final class Scalars extends SimpleModule {

        private static final long serialVersionUID = 1L;

        @Override
        public void setupModule(SetupContext context) {
            addDeserializer(
                    String.class, scalar(parser -> Objects.requireNonNullElse(JsonValues.text(parser), ""), ""));
            addDeserializer(long.class, scalar(parser -> JsonValues.number(parser, -1), -1L));
            addDeserializer(Long.class, scalar(JsonRecords::number, null));
            addDeserializer(boolean.class, scalar(JsonValues::bool, false));
            setDeserializerModifier(new RepeatedMembers());
            super.setupModule(context);
        }

        private static <T> JsonDeserializer<T> scalar(JsonValues.Reader<T> reader, T absent) {
            return new JsonDeserializer<>() {
                @Override
                public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                    return reader.read(parser);
                }

                @Override
                public T getNullValue(DeserializationContext context) {
                    return absent;
                }
            };
        }
    }

    /** A record or list is absent where something else was sent. */
    private static final class OtherKinds extends DeserializationProblemHandler {

        @Override
        public Object handleUnexpectedToken(
                DeserializationContext context, JavaType type, JsonToken token, JsonParser parser, String message)
                throws IOException {
            parser.skipChildren();
            return null;
        }

        @Override
        public Object handleMissingInstantiator(
                DeserializationContext context,
                Class<?> type,
                ValueInstantiator instantiator,
                JsonParser parser,
                String message) {
            return null;
        }
    }

    /**
     * Of a member that is sent again the last one counts, until all were sent: records cannot be set, so that from then
     * on it is as unknown as any. Unknown ones are skipped: else Jackson would keep what comes before the last known
     * one in memory, whatever its size.
     */
    private static final class RepeatedMembers extends BeanDeserializerModifier {

        private static final long serialVersionUID = 1L;

        @Override
        public BeanDeserializerBuilder updateBuilder(
                DeserializationConfig config, BeanDescription description, BeanDeserializerBuilder builder) {
            description.findProperties().forEach(property -> builder.removeProperty(property.getFullName()));
            builder.setIgnoreUnknownProperties(true);
            return builder;
        }
    }
}
