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
    COMPOSITE_PARTS_COUNTED,
    /** Account's copy of a custom field of Contact has the id of that field; else one that nothing else has. */
    PERSON_COPIES_SHARE_IDS,
    /** FieldDefinition says of such a copy what it says of Contact's field; else only its name, label and type. */
    PERSON_COPIES_ANNOTATED
}
