package io.orgscribe.web;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;

/**
 * What is wrong with a JSON body. Jackson's own messages quote what was sent, which may be a secret, so nothing of them
 * is used.
 */
final class JsonProblem {

    private static final int LONGEST_FIELD = 200;

    private JsonProblem() {}

    static Problem of(JsonProcessingException failure) {
        if (failure instanceof StreamReadException) {
            return malformed(failure);
        }
        // A number that is too large for its type is well-formed.
        if (failure.getCause() instanceof StreamReadException syntax && !(syntax instanceof InputCoercionException)) {
            return malformed(syntax);
        }
        if (failure instanceof UnrecognizedPropertyException unknown) {
            String known = unknown.getKnownPropertyIds().stream()
                    .map(Object::toString)
                    .sorted()
                    .collect(Collectors.joining(", "));
            return problem(
                    "unknown_key",
                    field(unknown),
                    "The body has a key that is not known here.",
                    "Leave it out; known are: " + known + ".");
        }
        if (failure instanceof MismatchedInputException mismatch) {
            return problem(
                    "wrong_type", field(mismatch), "The body has a value of the wrong type.", expected(mismatch));
        }
        String field = failure instanceof JsonMappingException mapping ? field(mapping) : "";
        return problem(
                "invalid_value",
                field,
                "The body has a value that is not possible here.",
                "Compare it with /q/openapi.");
    }

    private static Problem malformed(JsonProcessingException failure) {
        JsonLocation place = failure.getLocation();
        return problem(
                "malformed_json",
                "",
                "The body is no well-formed JSON (line " + place.getLineNr() + ", column " + place.getColumnNr() + ").",
                "Send JSON (RFC 8259).");
    }

    private static Problem problem(String cause, String field, String detail, String remedy) {
        return Problem.badRequest(field.isEmpty() ? "body" : field, cause, detail, remedy);
    }

    private static String expected(MismatchedInputException mismatch) {
        Class<?> type = mismatch.getTargetType();
        if (type != null && type.isEnum()) {
            return "Send " + oneOf(type) + ".";
        }
        return "Send the type that /q/openapi names.";
    }

    /** @param type an enum that says in toString what it is called in REST */
    static String oneOf(Class<?> type) {
        return "one of: "
                + Arrays.stream(type.getEnumConstants()).map(Object::toString).collect(Collectors.joining(", "));
    }

    /** {@code schedule.cron}, {@code filter.include[2]}. */
    private static String field(JsonMappingException failure) {
        List<JsonMappingException.Reference> path = failure.getPath();
        String field = path.stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : "." + step.getFieldName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
        return field.length() > LONGEST_FIELD ? field.substring(0, LONGEST_FIELD) : field;
    }
}
