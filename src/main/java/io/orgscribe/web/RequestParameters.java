package io.orgscribe.web;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

/**
 * Names a parameter that cannot be read. By Jakarta REST each would be 404, without a word which one; of the path's
 * parameters that is right, for an id that is none does not exist.
 */
@Provider
class RequestParameters implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, ?>> READERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            boolean.class, RequestParameters::trueOrFalse,
            Boolean.class, RequestParameters::trueOrFalse,
            UUID.class, UUID::fromString,
            Instant.class, Instant::parse);

    @Override
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        return reader(type)
                .flatMap(reader -> Arrays.stream(annotations)
                        .flatMap(annotation -> refusal(annotation, type).stream())
                        .findFirst()
                        .map(refusal -> new Converter<>(reader, refusal)))
                .orElse(null); // by contract: somebody else's
    }

    @SuppressWarnings("unchecked") // the reader of a class gives values of that class
    private static <T> Optional<Function<String, T>> reader(Class<T> type) {
        return type.isEnum()
                ? Optional.of(value -> constant(type, value))
                : Optional.ofNullable((Function<String, T>) READERS.get(type));
    }

    /** As Jackson reads enums in bodies: by the very word that they are written with. */
    private static <T> T constant(Class<T> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.toString().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static boolean trueOrFalse(String value) {
        return switch (value) {
            case "true" -> true;
            case "false", "0" -> false; // Quarkus says 0 for a primitive that was not sent
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Optional<Supplier<ProblemException>> refusal(Annotation annotation, Class<?> type) {
        if (annotation instanceof QueryParam query) {
            return Optional.of(() -> unreadable(query.value(), type));
        }
        if (annotation instanceof PathParam path) {
            return Optional.of(() -> new ProblemException(StatusProblem.NOT_FOUND.toProblem(path.value())));
        }
        return Optional.empty();
    }

    private static ProblemException unreadable(String name, Class<?> type) {
        String possible = type.isEnum()
                ? JsonProblem.oneOf(type)
                : "a value of the type " + type.getSimpleName().toLowerCase(Locale.ROOT);
        return ProblemException.badRequest(
                name,
                "invalid_value",
                "The query parameter " + name + " cannot be read.",
                "Send " + possible + ", or leave it out.");
    }

    private record Converter<T>(Function<String, T> reader, Supplier<ProblemException> refusal)
            implements ParamConverter<T> {

        @Override
        public T fromString(String value) {
            try {
                return reader.apply(value);
            } catch (RuntimeException e) {
                throw refusal.get();
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
