package io.orgscribe.samplemodel;

/**
 * Keys of what a table or a field has besides its describe. What is not noted follows from the seed, see {@link
 * Annotations}; what is noted as null is not there.
 */
final class AnnotationKey {

    /** The describing user may not read it. */
    static final String HIDDEN = "@hidden";

    static final String DESCRIPTION = "@description";

    /** The name, or another text, that its ids follow from. */
    static final String ORIGIN = "@origin";

    /** A {@link Stamp}. */
    static final String EDITED = "@edited";

    /** A list of texts. */
    static final String GROUPS = "@complianceGroups";

    static final String CLASSIFICATION = "@securityClassification";
    static final String OWNER = "@businessOwner";
    static final String STATUS = "@businessStatus";

    /** A {@link RollUp}. */
    static final String ROLL_UP = "@rollUp";

    /** A {@link PersonAccountFields.Copied}. */
    static final String COPIED = "@copied";

    /** In front of the developer name of the record type that is described. */
    static final String RECORD_TYPE = "@recordType.";

    private AnnotationKey() {}
}
