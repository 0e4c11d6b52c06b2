package io.orgscribe.salesforce;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/**
 * Reads the body of a refusal: an array of {@code {message, errorCode}}, an OAuth object {@code {error,
 * error_description}}, or a page.
 */
final class ErrorReader {

    /** Enough for any error; the rest of a page is of no interest. */
    private static final int LONGEST = 64 * 1024;

    private ErrorReader() {}

    /** @return {@link Failures#of} what the reply says */
    static SalesforceException read(int status, InputStream body) {
        String text;
        try {
            text = new String(body.readNBytes(LONGEST), StandardCharsets.UTF_8);
        } catch (IOException | SalesforceException e) {
            // The status is known and tells more than the loss of its explanation.
            text = "";
        }
        List<ApiError> errors;
        try (JsonParser parser = JsonValues.FACTORY.createParser(text)) {
            parser.nextToken();
            errors = read(parser);
        } catch (IOException e) {
            errors = List.of();
        }
        return errors.isEmpty() ? Failures.ofPage(status, text) : Failures.of(status, errors);
    }

    /** Errors in place; empty where the value is none. */
    static List<ApiError> read(JsonParser parser) throws IOException {
        List<ApiError> errors = new ArrayList<>();
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readOne(parser, errors);
            }
        } else if (parser.currentToken() != null) {
            readOne(parser, errors);
        }
        return errors;
    }

    private static void readOne(JsonParser parser, List<ApiError> errors) throws IOException {
        if (!JsonValues.isObject(parser)) {
            return;
        }
        String code = "";
        String message = "";
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            String text = JsonValues.text(parser);
            switch (name) {
                case "errorCode", "error" -> code = text == null ? "" : text;
                case "message", "error_description" -> message = text == null ? "" : text;
                default -> {}
            }
        }
        if (!code.isEmpty() || !message.isEmpty()) {
            errors.add(new ApiError(code, message));
        }
    }
}
