package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.orgscribe.catalog.StagedBatch;
import io.orgscribe.catalog.Staging;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.RunFailure;
import io.orgscribe.run.RunStore;
import io.orgscribe.salesforce.DescribeSink;
import io.orgscribe.salesforce.SObject;
import io.orgscribe.salesforce.SalesforceException;

/** Stages describes, a transaction for each reply, or several where a reply is large. */
final class StagingSink implements DescribeSink {

    /** Bytes that a reply's rows may take in memory before they are staged. */
    private static final long FLUSH_AT = 1024 * 1024;

    private final Attempt attempt;
    private final Staging staging;
    private final RunStore runs;
    private final DescribedTables tables;
    private final AtomicLong batches = new AtomicLong();

    /** @param tables is told of each that is staged */
    StagingSink(Attempt attempt, Staging staging, RunStore runs, DescribedTables tables) {
        this.attempt = attempt;
        this.staging = staging;
        this.runs = runs;
        this.tables = tables;
    }

    @Override
    public boolean stopped() {
        return attempt.stopped();
    }

    @Override
    public Batch open() {
        return new Reply();
    }

    private final class Reply implements Batch {

        private final List<RunFailure> failures = new ArrayList<>();
        private final List<String> names = new ArrayList<>();
        private StagedBatch batch = next();

        private StagedBatch next() {
            return new StagedBatch(runs.staging(attempt.claim()), batches.incrementAndGet());
        }

        @Override
        public void described(SObject sObject) {
            batch.add(CatalogMapper.table(sObject));
            names.add(sObject.name());
            if (batch.size() >= FLUSH_AT) {
                flush();
            }
        }

        @Override
        public void unmodified(String name) {
            batch.unmodified(name);
            names.add(name);
        }

        @Override
        public void failed(String name, int attempts, SalesforceException why) {
            failures.add(new RunFailure(
                    name,
                    why.failure().code(),
                    why.status(),
                    attempts,
                    why.getMessage(),
                    why.failure().remedy()));
        }

        @Override
        public void close() {
            flush();
            failures.forEach(failure -> runs.fail(attempt.claim(), failure));
            attempt.progress().failed(failures.size());
        }

        private void flush() {
            if (batch.tables() + batch.unmodified() > 0) {
                staging.write(batch);
                attempt.progress().staged(batch.tables() + batch.unmodified(), batch.columns());
                tables.add(names, batch.columns());
                names.clear();
                batch = next();
            }
        }
    }
}
