package io.orgscribe.web;

import java.util.List;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.type.LogicalType;
import io.quarkus.jackson.ObjectMapperCustomizer;

/** Takes no value of one JSON type for one of another: {@code 5} is no name and {@code "5"} is no number. */
@Singleton
class StrictJson implements ObjectMapperCustomizer {

    private static final List<CoercionInputShape> SHAPES = List.of(
            CoercionInputShape.Integer,
            CoercionInputShape.Float,
            CoercionInputShape.Boolean,
            CoercionInputShape.String,
            CoercionInputShape.EmptyString);

    @Override
    public void customize(ObjectMapper json) {
        refuse(json, LogicalType.Textual, CoercionInputShape.String, CoercionInputShape.EmptyString);
        refuse(json, LogicalType.Enum, CoercionInputShape.String);
        refuse(json, LogicalType.Integer, CoercionInputShape.Integer);
        refuse(json, LogicalType.Boolean, CoercionInputShape.Boolean);
    }

    private static void refuse(ObjectMapper json, LogicalType type, CoercionInputShape... right) {
        SHAPES.stream()
                .filter(shape -> !List.of(right).contains(shape))
                .forEach(shape -> json.coercionConfigFor(type).setCoercion(shape, CoercionAction.Fail));
    }
}
