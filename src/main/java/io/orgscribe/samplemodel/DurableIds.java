package io.orgscribe.samplemodel;

/**
 * Ids of tables and fields. They stay when a name changes. A field's id begins with what is the same for all fields of
 * its table, so that the table is found without looking through all fields of the org.
 */
public final class DurableIds {

    private static final String FIELD = "00NQx";
    private static final int HALF = 5;
    private static final int SHORT = 15;

    private final Ids ids;

    public DurableIds(long seed) {
        this.ids = new Ids(seed);
    }

    /** 18 characters. */
    String table(TableModel table) {
        return ids.id18("01I", table.origin());
    }

    /** The name of a standard table, the first 15 characters of the id of a custom one. */
    public String durable(TableModel table) {
        return table.custom() ? table(table).substring(0, SHORT) : table.name();
    }

    /** 18 characters. */
    public String field(TableModel table, FieldModel field) {
        return Ids.withCheck(fieldsOf(table) + ids.token("id of " + field.origin(), HALF));
    }

    /** What the ids of all its fields begin with. */
    public String fieldsOf(TableModel table) {
        return FIELD + ids.token("ids of " + table.origin(), HALF);
    }

    /** @param fieldId of 15 or 18 characters, or any other text */
    public static String fieldsOf(String fieldId) {
        return fieldId.substring(0, Math.min(fieldId.length(), FIELD.length() + HALF));
    }

    String durable(TableModel table, FieldModel field) {
        return durable(table) + "." + (field.custom() ? field(table, field).substring(0, SHORT) : field.name());
    }

    /** 18 characters. */
    public String user(String name) {
        return ids.id18("005", name);
    }
}
