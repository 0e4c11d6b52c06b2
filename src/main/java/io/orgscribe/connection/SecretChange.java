package io.orgscribe.connection;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;

/**
 * What a request wants done with a secret: an absent one is kept, null clears it, a text replaces it.
 *
 * @param replacement in clear; null where the secret is not replaced
 */
@JsonDeserialize(using = SecretChange.Reader.class)
record SecretChange(Kind kind, String replacement) {

    enum Kind {
        KEEP,
        CLEAR,
        REPLACE
    }

    static final SecretChange KEEP = new SecretChange(Kind.KEEP, null);
    private static final SecretChange CLEAR = new SecretChange(Kind.CLEAR, null);

    boolean replaces() {
        return kind == Kind.REPLACE;
    }

    /** Whether the secret is there afterwards. */
    boolean leaves(boolean stored) {
        return switch (kind) {
            case KEEP -> stored;
            case CLEAR -> false;
            case REPLACE -> !replacement.isBlank();
        };
    }

    @Override
    public String toString() {
        return kind.name();
    }

    static final class Reader extends JsonDeserializer<SecretChange> {

        @Override
        public SecretChange deserialize(JsonParser json, DeserializationContext context) throws IOException {
            return json.hasToken(JsonToken.VALUE_STRING)
                    ? new SecretChange(Kind.REPLACE, json.getText())
                    : (SecretChange) context.handleUnexpectedToken(SecretChange.class, json);
        }

        @Override
        public SecretChange getNullValue(DeserializationContext context) {
            return CLEAR;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return KEEP;
        }
    }
}
