package io.orgscribe.browse;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import jakarta.ws.rs.core.UriInfo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.orgscribe.web.Csv;
import io.orgscribe.web.Page;
import io.orgscribe.web.ProblemException;

/** Answers requests for lists and for single items of them. */
@ApplicationScoped
public class ListAnswers {

    private final CatalogReader reader;
    private final ObjectMapper json;

    ListAnswers(CatalogReader reader, ObjectMapper json) {
        this.reader = reader;
        this.json = json;
    }

    Response page(UriInfo uri, Scope scope, Function<AsOfPredicate, Listing> list) {
        CatalogPage page = reader.page(ListQuery.of(uri), scope, list);
        ResponseBuilder response = Response.ok((StreamingOutput) page::write, MediaType.APPLICATION_JSON);
        page.nextPage().ifPresent(next -> Page.linked(response, uri, next));
        return response.build();
    }

    /** A page, or all of a list as a file: page by page, so that who reads slowly holds no connection. */
    Response pageOrCsv(UriInfo uri, Scope scope, Function<AsOfPredicate, Listing> list) {
        ListQuery query = ListQuery.of(uri);
        if (!query.isCsv()) {
            return page(uri, scope, list);
        }
        ListQuery pages = query.inPages();
        CatalogPage first = reader.page(pages, scope, list);
        List<String> fields = pages.fields(list.apply(AsOfPredicate.AtRevision.NEWEST));
        return Csv.reply("changes", fields, csv -> {
            write(first, fields, csv);
            for (Optional<String> next = first.nextPage(); next.isPresent(); ) {
                CatalogPage page = reader.page(pages.after(next.get()), scope, list);
                write(page, fields, csv);
                next = page.nextPage();
            }
        });
    }

    private void write(CatalogPage page, List<String> fields, Csv csv) throws IOException {
        for (byte[] item : page.items()) {
            JsonNode members = json.readTree(item);
            csv.row(fields.stream().map(field -> Csv.text(members.path(field))).toList());
        }
    }

    Response item(UriInfo uri, String id, Function<AsOfPredicate, Listing> list, Supplier<ProblemException> unknown) {
        byte[] item = number(id)
                .flatMap(number -> reader.item(ListQuery.of(uri), number, list))
                .orElseThrow(unknown);
        return Response.ok(item).build();
    }

    /** @param field where the client has named the connection */
    public Scope connection(String id, String field) {
        return uuid(id).filter(reader::hasConnection)
                .map(Scope::connection)
                .orElseThrow(() -> ProblemException.noConnection(field));
    }

    /** All connections, or the one that the query names. */
    Scope allOrOne(UriInfo uri) {
        String connection = uri.getQueryParameters().getFirst("connection");
        return connection == null ? Scope.all() : connection(connection, "connection");
    }

    /** What belongs to a column. */
    public Scope column(String id) {
        return number(id).flatMap(reader::column).orElseThrow(ListProblems::unknownColumn);
    }

    Scope table(String id) {
        return table(id, "id");
    }

    /**
     * What belongs to a table.
     *
     * @param field where the client has named it
     */
    public Scope table(String id, String field) {
        return number(id).flatMap(reader::table).orElseThrow(() -> ListProblems.unknownTable(field));
    }

    private static Optional<UUID> uuid(String id) {
        try {
            return Optional.of(UUID.fromString(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Ids are opaque to clients: what is no number is an id that does not exist. */
    private static Optional<Long> number(String id) {
        try {
            return Optional.of(Long.valueOf(id));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
