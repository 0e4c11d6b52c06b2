package io.orgscribe.browse;

import java.util.Collection;

import jakarta.ws.rs.core.Response.Status;

import io.orgscribe.web.ProblemException;

/** What clients get where a list cannot be given. */
public final class ListProblems {

    private ListProblems() {}

    public static ProblemException unknownTable() {
        return unknownTable("id");
    }

    static ProblemException unknownTable(String field) {
        return ProblemException.notFound(
                field, "table", "GET /api/v1/connections/{id}/tables lists a connection's tables.");
    }

    public static ProblemException unknownColumn() {
        return ProblemException.notFound(
                "id",
                "column",
                "GET /api/v1/tables/{id}/columns lists a table's columns, GET /api/v1/columns?q= finds them.");
    }

    static ProblemException unknownParameter(String name, Collection<String> known) {
        return ProblemException.badRequest(
                name,
                "unknown_parameter",
                "This list has no query parameter of that name.",
                "Leave it out; known are: " + String.join(", ", known) + ".");
    }

    static ProblemException repeatedParameter(String name) {
        return ProblemException.badRequest(
                name, "repeated_parameter", name + " is given more than once.", "Send it once.");
    }

    static ProblemException unknownField(String name, Collection<String> known) {
        return ProblemException.badRequest(
                "fields",
                "unknown_field",
                "There is no field " + name + ".",
                "Choose from: " + String.join(", ", known) + ".");
    }

    static ProblemException badValue(Filter filter) {
        return ProblemException.badRequest(
                filter.name(),
                "invalid_value",
                "The value of " + filter.name() + " cannot be read.",
                filter.allowed().isEmpty()
                        ? filter.meaning() + "."
                        : "Send one of: " + String.join(", ", filter.allowed()) + ".");
    }

    static ProblemException badTime() {
        return ProblemException.badRequest(
                "asOf",
                "invalid_value",
                "asOf is no time.",
                "Send an RFC 3339 time with its offset, such as 2026-11-24T08:00:00Z.");
    }

    static ProblemException badFormat() {
        return ProblemException.badRequest(
                ListQuery.FORMAT,
                "invalid_value",
                "format is not csv, or a part of the list is asked for in it.",
                "Send format=csv without limit and cursor for all of the list, or leave format out.");
    }

    static ProblemException timeOverAll() {
        return ProblemException.badRequest(
                "asOf",
                "needs_connection",
                "Revisions belong to a connection, so a time has no meaning over all of them.",
                "Send connection as well, or leave asOf out.");
    }

    static ProblemException beforeTheFirst() {
        return new ProblemException(
                Status.NOT_FOUND,
                "asOf",
                "before_first_revision",
                "The connection had no catalog at that time.",
                "GET /api/v1/connections/{id}/runs tells when it was first read.");
    }
}
