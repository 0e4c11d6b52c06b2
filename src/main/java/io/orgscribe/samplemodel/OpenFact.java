package io.orgscribe.samplemodel;

/** What no source settles about Salesforce; the sample org can be set to behave either way. */
public enum OpenFact {
    /** LIMIT and OFFSET on definitions are honoured, as programs see it; documented is that they are ignored. */
    LIMIT_HONOURED,
    /** {@code /query} lists fields that the user may not read, as Tooling does. */
    QUERY_SHOWS_HIDDEN,
    /** An edit of a description moves the Last-Modified of the table's describe. */
    DESCRIPTION_MOVES_DATE,
    /** The org's own counter counts each part of a composite; the bill does not. */
    COMPOSITE_PARTS_COUNTED
}
