package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One entry of an error reply, or the OAuth object {@code {error, error_description}}.
 *
 * @param code the stable word, or ""
 * @param message for a person, in the user's language, or ""
 */
@RegisterForReflection
record ApiError(
        @JsonProperty("errorCode") @JsonAlias("error") String code,
        @JsonAlias("error_description") String message) {

    /** In bytes. Enough for any error; the rest of a page is of no interest. */
    private static final int LONGEST_REPLY = 64 * 1024;

    /** @return {@link Failures#of} what the body of a refusal says: errors, or a page */
    static SalesforceException refusal(int status, InputStream body) {
        String text;
        try {
            text = new String(body.readNBytes(LONGEST_REPLY), StandardCharsets.UTF_8);
        } catch (IOException | SalesforceException e) {
            // The status is known and tells more than the loss of its explanation.
            text = "";
        }
        List<ApiError> errors;
        try (JsonParser parser = JsonValues.FACTORY.createParser(text)) {
            parser.nextToken();
            errors = readAll(parser);
        } catch (IOException e) {
            errors = List.of();
        }
        if (!errors.isEmpty()) {
            return Failures.of(status, errors);
        }
        SalesforceException refusal = Failures.ofPage(status, text);
        return status == 404 || status / 100 == 3 ? refusal.ofHostInDoubt() : refusal;
    }

    /** Errors in place; empty where the value is none. */
    static List<ApiError> readAll(JsonParser parser) throws IOException {
        List<ApiError> errors = new ArrayList<>();
        Consumer<ApiError> telling = error -> {
            if (!error.code.isEmpty() || !error.message.isEmpty()) {
                errors.add(error);
            }
        };
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            JsonValues.eachObject(parser, JsonRecords.of(ApiError.class), telling);
        } else {
            JsonRecords.read(parser, ApiError.class).ifPresent(telling);
        }
        return errors;
    }
}
