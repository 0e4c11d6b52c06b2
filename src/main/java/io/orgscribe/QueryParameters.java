package io.orgscribe;

import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;

import io.quarkiverse.resteasy.problem.HttpProblem;

/**
 * Names a query parameter that cannot be read. By Jakarta REST it would be 404 like a wrong path, without a word which
 * one.
 */
@Provider
class QueryParameters implements ParamConverterProvider {

    private static final Map<Class<?>, Function<String, ?>> READERS = Map.of(
            int.class, Integer::valueOf,
            Integer.class, Integer::valueOf,
            long.class, Long::valueOf,
            Long.class, Long::valueOf,
            boolean.class, QueryParameters::trueOrFalse,
            Boolean.class, QueryParameters::trueOrFalse,
            UUID.class, UUID::fromString,
            Instant.class, Instant::parse);

    @Override
    @SuppressWarnings("unchecked") // the reader of a class gives values of that class
    public <T> ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, ?> reader = READERS.get(type);
        return Arrays.stream(annotations)
                .filter(QueryParam.class::isInstance)
                .map(QueryParam.class::cast)
                .filter(parameter -> reader != null)
                .findFirst()
                .map(parameter -> new Converter<>(parameter.value(), type, (Function<String, T>) reader))
                .orElse(null); // by contract: somebody else's
    }

    private static boolean trueOrFalse(String value) {
        return switch (value) {
            case "true" -> true;
            case "false", "0" -> false; // Quarkus says 0 for a primitive that was not sent
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private record Converter<T>(String name, Class<T> type, Function<String, T> reader) implements ParamConverter<T> {

        @Override
        public T fromString(String value) {
            try {
                return reader.apply(value);
            } catch (RuntimeException e) {
                throw HttpProblem.builder()
                        .withStatus(400)
                        .withTitle("Bad Request")
                        .withDetail("The query parameter " + name + " cannot be read.")
                        .with("field", name)
                        .with("cause", "invalid_value")
                        .with(
                                "remedy",
                                "Send a value of the type "
                                        + type.getSimpleName().toLowerCase(Locale.ROOT) + ", or leave it out.")
                        .build();
            }
        }

        @Override
        public String toString(T value) {
            return value.toString();
        }
    }
}
