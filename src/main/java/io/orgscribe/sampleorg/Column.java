package io.orgscribe.sampleorg;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.DurableIds;
import io.orgscribe.sampleorg.Condition.Literal;

/**
 * One column that can be asked for and filtered by.
 *
 * @param name with a dot where it is that of a related record
 * @param since the first API version that has it
 * @param value text, boolean or instant, null where the row has none
 */
record Column<T>(String name, Type type, int since, Function<T, Object> value) {

    enum Type {
        TEXT,
        /** Of 15 or 18 characters, the first 15 of which tell. */
        ID,
        /** A name or an id, also several of them joined by dots. */
        NAME_OR_ID,
        DATE,
        BOOLEAN
    }

    private static final Pattern LONG_ID = Pattern.compile("\\b(0(?:1I|0N)[0-9A-Za-z]{12})[A-Z0-5]{3}\\b");
    private static final DateTimeFormatter WIRE = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSSxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter LITERAL =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss[.SSS][XXX][XX]", Locale.ROOT);

    static <T> Column<T> of(String name, Type type, Function<T, Object> value) {
        return new Column<>(name, type, 0, value);
    }

    static <T> Column<T> text(String name, Function<T, Object> value) {
        return of(name, Type.TEXT, value);
    }

    /** When and by whom a row was modified, null where nobody did. */
    static <T> Stream<Column<T>> modified(DurableIds ids, Function<T, Instant> at, Function<T, String> by) {
        return Stream.of(
                of("LastModifiedDate", Type.DATE, at::apply),
                of("LastModifiedById", Type.ID, by.andThen(name -> name == null ? null : ids.user(name))),
                text("LastModifiedBy.Name", by::apply),
                text("LastModifiedBy.Username", by.andThen(name -> name == null ? null : Annotations.username(name))));
    }

    boolean isNamed(String other) {
        return name.equalsIgnoreCase(other);
    }

    Column<T> since(int version) {
        return new Column<>(name, type, version, value);
    }

    /** What goes over the wire: text, boolean or null. */
    Object written(T row) {
        return value.apply(row) instanceof Instant date ? WIRE.format(date) : value.apply(row);
    }

    /** Equality of names and texts is without regard to case, {@code >} is with, as Salesforce does on definitions. */
    Predicate<T> matching(Condition condition) {
        condition.values().forEach(literal -> check(condition, literal));
        if (condition.isEquality()) {
            boolean orNull = condition.values().stream().anyMatch(Literal::isNull);
            Set<Comparable<?>> keys =
                    condition.values().stream().map(l -> equalityKey(parsed(l))).collect(Collectors.toSet());
            return row -> {
                Object value = value().apply(row);
                return value == null ? orNull : keys.contains(equalityKey(value));
            };
        }
        Object bound = parsed(condition.values().get(0));
        return row -> {
            Object value = value().apply(row);
            return value != null && condition.operator().holds(compare(value, bound));
        };
    }

    /** ORDER BY ignores case in texts; ids have one order only. Null comes first. */
    Comparator<T> order() {
        return (a, b) -> {
            Object first = value.apply(a);
            Object second = value.apply(b);
            if (first == null || second == null) {
                return Boolean.compare(first != null, second != null);
            }
            return type == Type.TEXT
                    ? String.CASE_INSENSITIVE_ORDER.compare((String) first, (String) second)
                    : compare(first, second);
        };
    }

    private int compare(Object first, Object second) {
        if (first instanceof Instant date) {
            return date.compareTo((Instant) second);
        }
        return first instanceof Boolean truth
                ? truth.compareTo((Boolean) second)
                : shortened((String) first).compareTo(shortened((String) second));
    }

    private Comparable<?> equalityKey(Object value) {
        return switch (type) {
            case DATE -> (Instant) value;
            case BOOLEAN -> (Boolean) value;
            case TEXT -> ((String) value).toLowerCase(Locale.ROOT);
            case ID, NAME_OR_ID -> shortened((String) value);
        };
    }

    /** Rows have names and ids in their short form already. */
    private String shortened(String id) {
        return type == Type.ID ? id.substring(0, Math.min(15, id.length())) : id;
    }

    private Object parsed(Literal literal) {
        return switch (type) {
            case DATE -> literal.isNull() ? Instant.MIN : date(literal.text());
            case BOOLEAN -> Boolean.valueOf(literal.text());
            case NAME_OR_ID -> LONG_ID.matcher(literal.text()).replaceAll("$1");
            case TEXT, ID -> literal.text();
        };
    }

    /** @throws DateTimeException where it is no date with a time and an offset */
    static Instant date(String literal) {
        return OffsetDateTime.parse(literal, LITERAL).toInstant();
    }

    private void check(Condition condition, Literal literal) {
        boolean text = type != Type.DATE && type != Type.BOOLEAN;
        if (literal.isNull() && condition.isEquality()) {
            return;
        }
        if (literal.quoted() != text || (type == Type.DATE && !isDate(literal.text()))) {
            throw new RefusedQuery(
                    "INVALID_FIELD",
                    "value of filter criterion for field '" + condition.field() + "' must be of type "
                            + (text
                                    ? "string and should be enclosed in quotes"
                                    : type == Type.DATE
                                            ? "dateTime and should not be enclosed in quotes"
                                            : "boolean and should not be enclosed in quotes"));
        }
        if (type == Type.ID && !isId(literal.text())) {
            throw new RefusedQuery("INVALID_QUERY_FILTER_OPERATOR", "invalid ID field: " + literal.text());
        }
    }

    static boolean isId(String text) {
        return text.matches("[0-9A-Za-z]{15}(?:[0-9A-Za-z]{3})?");
    }

    private static boolean isDate(String text) {
        try {
            date(text);
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
