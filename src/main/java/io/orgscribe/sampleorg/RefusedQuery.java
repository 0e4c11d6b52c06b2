package io.orgscribe.sampleorg;

/** A query that Salesforce would refuse, with its answer. */
final class RefusedQuery extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String code;

    RefusedQuery(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    Reply reply() {
        return Reply.error(400, code, getMessage());
    }
}
