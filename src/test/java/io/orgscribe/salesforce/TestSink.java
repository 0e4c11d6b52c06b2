package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Keeps what it is given. */
final class TestSink implements DescribeSink {

    record Failed(int attempts, SalesforceException why) {}

    final Map<String, SObject> described = new TreeMap<>();
    final Map<String, Failed> failed = new TreeMap<>();
    final Set<String> unmodified = new TreeSet<>();
    final List<Batch> open = new ArrayList<>();
    RuntimeException thrown;
    /** By the first batch that is closed. */
    RuntimeException thrownAtEnd;

    int stopAfter = Integer.MAX_VALUE;

    @Override
    public synchronized Batch open() {
        Batch batch = new Batch() {
            @Override
            public void described(SObject sObject) {
                keep(() -> described.put(sObject.name(), sObject));
            }

            @Override
            public void unmodified(String name) {
                keep(() -> unmodified.add(name) ? null : name);
            }

            @Override
            public void failed(String name, int attempts, SalesforceException why) {
                keep(() -> failed.put(name, new Failed(attempts, why)));
            }

            @Override
            public void close() {
                synchronized (TestSink.this) {
                    open.remove(this);
                    RuntimeException once = thrownAtEnd;
                    thrownAtEnd = null;
                    if (once != null) {
                        throw once;
                    }
                }
            }
        };
        open.add(batch);
        return batch;
    }

    @Override
    public synchronized boolean stopped() {
        return described.size() + failed.size() >= stopAfter;
    }

    synchronized int described() {
        return described.size();
    }

    FailureCause cause(String name) {
        return failed.get(name).why().failure();
    }

    private synchronized void keep(Supplier<Object> put) {
        if (thrown != null) {
            throw thrown;
        }
        if (put.get() != null) {
            throw new AssertionError("told twice");
        }
    }
}
