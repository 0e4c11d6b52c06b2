package io.orgscribe.sampleorg;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.DescribeWriter;

/**
 * One page of rows as it goes over the wire.
 *
 * @param total of all pages
 * @param next path of the next page
 */
record QueryReply<T>(Source<T> source, List<Column<T>> asked, List<T> rows, int total, Optional<String> next) {

    Reply written(ApiVersion version, boolean tooling) {
        String sobjects = sobjects(version, tooling);
        Map<String, List<Column<T>>> members = source.members(asked);
        return Reply.json(200, DescribeWriter.bytes(out -> {
            out.writeStartObject();
            if (tooling) {
                out.writeNumberField("size", rows.size());
            }
            out.writeNumberField("totalSize", total);
            out.writeBooleanField("done", next.isEmpty());
            if (next.isPresent()) {
                out.writeStringField("nextRecordsUrl", next.get());
            }
            if (tooling) {
                out.writeNullField("queryLocator");
                out.writeStringField("entityTypeName", source.type());
            }
            out.writeArrayFieldStart("records");
            for (T row : rows) {
                record(out, row, members, sobjects);
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
    }

    /** The first row alone, as its own address has it. */
    Reply record(ApiVersion version, boolean tooling) {
        return Reply.json(
                200,
                DescribeWriter.bytes(
                        out -> record(out, rows.get(0), source.members(asked), sobjects(version, tooling))));
    }

    private static String sobjects(ApiVersion version, boolean tooling) {
        return version.path() + (tooling ? "/tooling" : "") + "/sobjects/";
    }

    private void record(JsonGenerator out, T row, Map<String, List<Column<T>>> members, String sobjects)
            throws IOException {
        out.writeStartObject();
        attributes(
                out, source.type(), sobjects + source.type() + "/" + source.id().apply(row));
        for (Map.Entry<String, List<Column<T>>> member : members.entrySet()) {
            member(out, member.getKey(), member.getValue(), row, sobjects);
        }
        out.writeEndObject();
    }

    private void member(JsonGenerator out, String name, List<Column<T>> columns, T row, String sobjects)
            throws IOException {
        String related = source.related().get(name);
        if (related == null) {
            value(out, name, columns.get(0).written(row));
        } else if (columns.stream().allMatch(column -> column.written(row) == null)) {
            out.writeNullField(name);
        } else {
            out.writeObjectFieldStart(name);
            Object id = source.columns().stream()
                    .filter(column -> column.name().equals(name + "Id"))
                    .findFirst()
                    .orElseThrow()
                    .written(row);
            attributes(out, related, sobjects + related + "/" + id);
            for (Column<T> column : columns) {
                value(out, column.name().substring(name.length() + 1), column.written(row));
            }
            out.writeEndObject();
        }
    }

    private static void attributes(JsonGenerator out, String type, String url) throws IOException {
        out.writeObjectFieldStart("attributes");
        out.writeStringField("type", type);
        out.writeStringField("url", url);
        out.writeEndObject();
    }

    private static void value(JsonGenerator out, String name, Object value) throws IOException {
        if (value instanceof Boolean truth) {
            out.writeBooleanField(name, truth);
        } else {
            out.writeStringField(name, (String) value);
        }
    }
}
