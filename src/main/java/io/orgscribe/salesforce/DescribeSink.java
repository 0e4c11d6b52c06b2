package io.orgscribe.salesforce;

/** Where describes go. One batch per reply; several batches are filled at once, each by one thread. */
public interface DescribeSink {

    Batch open();

    /** Whether to send no further request: asked before each. */
    boolean stopped();

    /** What one reply brought. Closed when the reply has ended, also when it was cut off in a later part. */
    interface Batch extends AutoCloseable {

        /** A part that was read to its end. */
        void described(SObject sObject);

        /** A describe that was asked for on condition and is as it was. */
        void unmodified(String name);

        /** A describe that was given up after so many attempts. */
        void failed(String name, int attempts, SalesforceException why);

        @Override
        void close();
    }
}
