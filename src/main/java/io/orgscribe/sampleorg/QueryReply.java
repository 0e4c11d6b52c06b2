package io.orgscribe.sampleorg;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
        String sobjects = version.path() + (tooling ? "/tooling" : "") + "/sobjects/";
        // What stands before the dot, or the column's own name, in the order that was asked for.
        Map<String, List<Column<T>>> members = new LinkedHashMap<>();
        for (Column<T> column : asked) {
            members.merge(column.name().split("\\.")[0], List.of(column), QueryReply::both);
        }
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
                out.writeStartObject();
                attributes(
                        out,
                        source.type(),
                        sobjects + source.type() + "/" + source.id().apply(row));
                for (Map.Entry<String, List<Column<T>>> member : members.entrySet()) {
                    member(out, member.getKey(), member.getValue(), row, sobjects);
                }
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        }));
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

    private static <T> List<Column<T>> both(List<Column<T>> some, List<Column<T>> more) {
        List<Column<T>> all = new ArrayList<>(some);
        all.addAll(more);
        return all;
    }
}
