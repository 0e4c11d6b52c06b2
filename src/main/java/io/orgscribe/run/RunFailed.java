package io.orgscribe.run;

/** Ends the run with a reason that is not Salesforce's. */
public final class RunFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient RunError error;

    public RunFailed(String cause, String message, String remedy) {
        this(new RunError(cause, message, remedy));
    }

    public RunFailed(RunError error) {
        super(error.message());
        this.error = error;
    }

    public RunError error() {
        return error;
    }
}
