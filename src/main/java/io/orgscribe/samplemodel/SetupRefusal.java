package io.orgscribe.samplemodel;

/** How limits and record counts refuse a user without View Setup; no source settles which it is. */
public enum SetupRefusal {
    INSUFFICIENT_ACCESS(403, "insufficient access rights on cross-reference id"),
    API_DISABLED_FOR_ORG(403, "The REST API is not enabled for this Organization."),
    NOT_FOUND(404, "The requested resource does not exist");

    private final int status;
    private final String message;

    SetupRefusal(int status, String message) {
        this.status = status;
        this.message = message;
    }

    /** Of HTTP; the error code beside it is the constant's own name. */
    public int status() {
        return status;
    }

    /** What is said beside the code. */
    public String message() {
        return message;
    }
}
