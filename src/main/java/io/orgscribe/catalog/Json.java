package io.orgscribe.catalog;

/** JSON text, as it goes to and comes from a jsonb column. */
public record Json(String text) {

    public static final Json EMPTY_ARRAY = new Json("[]");
    public static final Json EMPTY_OBJECT = new Json("{}");
}
