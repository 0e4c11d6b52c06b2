package io.orgscribe.run;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Collection;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.catalog.Json;

/** Writes JSON that the catalog keeps as it is. */
public final class JsonText {

    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    public interface Writing {
        void to(JsonGenerator json) throws IOException;
    }

    public interface WritingEach<T> {
        void to(JsonGenerator json, T element) throws IOException;
    }

    public static Json of(Writing writing) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            writing.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("A StringWriter does not fail", e);
        }
        return new Json(text.toString());
    }

    public static <T> Json array(Collection<T> elements, WritingEach<T> writing) {
        return of(json -> {
            json.writeStartArray();
            for (T element : elements) {
                writing.to(json, element);
            }
            json.writeEndArray();
        });
    }
}
