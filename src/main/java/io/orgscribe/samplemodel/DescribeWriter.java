package io.orgscribe.samplemodel;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Writes describe and describeGlobal as the newest versions show them: 45 root keys, 57 keys a field. */
public final class DescribeWriter {

    private static final JsonFactory JSON = new JsonFactory();

    private final Org org;

    public DescribeWriter(Org org) {
        this.org = org;
    }

    public byte[] describe(TableModel table, ApiVersion version) {
        return bytes(out -> describe(out, table, version));
    }

    public byte[] global(ApiVersion version) {
        return bytes(out -> {
            out.writeStartObject();
            out.writeStringField("encoding", "UTF-8");
            out.writeNumberField("maxBatchSize", 200);
            out.writeArrayFieldStart("sobjects");
            org.heads().forEach(table -> map(out, RootValues.global(table, version)));
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** A table as describeGlobal lists it, and that the user has looked at none of its records. */
    public byte[] basics(TableModel table, ApiVersion version) {
        return bytes(
                out -> map(out, Map.of("objectDescribe", RootValues.global(table, version), "recentItems", List.of())));
    }

    private void describe(JsonGenerator out, TableModel whole, ApiVersion version) throws IOException {
        TableModel table = whole.visible();
        Map<String, Object> root = RootValues.of(table, version);
        root.put("childRelationships", org.children(table.name()));
        root.put("fields", table.fields());
        out.writeStartObject();
        for (Map.Entry<String, Object> entry : root.entrySet()) {
            out.writeFieldName(entry.getKey());
            if (entry.getKey().equals("fields")) {
                fields(out, table.fields(), version.newKeys("SemanticType"));
            } else {
                value(out, entry.getValue());
            }
        }
        out.writeEndObject();
    }

    private static void fields(JsonGenerator out, List<FieldModel> fields, List<String> newKeys) throws IOException {
        out.writeStartArray();
        for (FieldModel field : fields) {
            Map<String, Object> own = field.values();
            out.writeStartObject();
            // The generator must have written a member before text can go past it that starts with a comma.
            out.writeStringField("name", field.name());
            for (FieldDefaults.Member member : FieldDefaults.members(field.type())) {
                Object mine = own.get(member.key());
                if (mine != null || own.containsKey(member.key())) {
                    out.writeFieldName(member.key());
                    value(out, mine);
                } else {
                    out.writeRaw(member.text());
                }
            }
            for (String key : newKeys) {
                out.writeStringField(key, field.type());
            }
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void value(JsonGenerator out, Object value) throws IOException {
        if (value == null) {
            out.writeNull();
        } else if (value instanceof Boolean bool) {
            out.writeBoolean(bool);
        } else if (value instanceof Integer number) {
            out.writeNumber(number);
        } else if (value instanceof String text) {
            out.writeString(text);
        } else if (value instanceof List<?> list) {
            out.writeStartArray();
            for (Object item : list) {
                value(out, item);
            }
            out.writeEndArray();
        } else if (value instanceof PicklistValue entry) {
            picklistValue(out, entry);
        } else if (value instanceof Child child) {
            child(out, child);
        } else if (value instanceof Map<?, ?> map) {
            map(out, map);
        } else {
            throw new IllegalArgumentException("Not part of a describe: " + value.getClass());
        }
    }

    private static void picklistValue(JsonGenerator out, PicklistValue entry) throws IOException {
        out.writeStartObject();
        out.writeBooleanField("active", true);
        out.writeBooleanField("defaultValue", entry.defaultValue());
        out.writeStringField("label", entry.label());
        out.writeStringField("validFor", entry.validFor());
        out.writeStringField("value", entry.value());
        out.writeEndObject();
    }

    private static void child(JsonGenerator out, Child child) throws IOException {
        out.writeStartObject();
        out.writeBooleanField("cascadeDelete", child.cascadeDelete());
        out.writeStringField("childSObject", child.table());
        out.writeBooleanField("deprecatedAndHidden", false);
        out.writeStringField("field", child.field());
        out.writeArrayFieldStart("junctionIdListNames");
        out.writeEndArray();
        out.writeArrayFieldStart("junctionReferenceTo");
        out.writeEndArray();
        out.writeStringField("relationshipName", child.relationshipName());
        out.writeBooleanField("restrictedDelete", false);
        out.writeEndObject();
    }

    private static void map(JsonGenerator out, Map<?, ?> map) {
        try {
            out.writeStartObject();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                out.writeFieldName((String) entry.getKey());
                value(out, entry.getValue());
            }
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Something that writes JSON. */
    public interface Writing {
        void to(JsonGenerator out) throws IOException;
    }

    public static byte[] bytes(Writing writing) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(64 * 1024);
        write(bytes, writing);
        return bytes.toByteArray();
    }

    public static void write(OutputStream to, Writing writing) {
        try (JsonGenerator out = JSON.createGenerator(to)) {
            writing.to(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
