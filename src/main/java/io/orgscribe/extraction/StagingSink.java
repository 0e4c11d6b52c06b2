package io.orgscribe.extraction;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.orgscribe.catalog.DataRefused;
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
    private final DescribedTables described;
    private final AtomicLong batches = new AtomicLong();

    /** @param described is told of each table that is staged */
    StagingSink(Attempt attempt, Staging staging, RunStore runs, DescribedTables described) {
        this.attempt = attempt;
        this.staging = staging;
        this.runs = runs;
        this.described = described;
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
        private StagedBatch batch = next();

        private StagedBatch next() {
            return new StagedBatch(runs.staging(attempt.claim()), batches.incrementAndGet());
        }

        @Override
        public void described(SObject sObject) {
            batch.add(CatalogMapper.table(sObject));
            if (batch.size() >= FLUSH_AT) {
                flush();
            }
        }

        @Override
        public void unmodified(String name) {
            batch.unmodified(name);
        }

        @Override
        public void failed(String name, int attempts, SalesforceException why) {
            failures.add(RunFailure.of(name, attempts, why));
        }

        @Override
        public void close() {
            flush();
            failures.forEach(failure -> runs.fail(attempt.claim(), failure));
            attempt.progress().failed(failures.size());
        }

        private void flush() {
            try {
                write(batch);
            } catch (DataRefused e) {
                batch.split().forEach(this::writeOrFail);
            }
            batch = next();
        }

        private void writeOrFail(StagedBatch single) {
            try {
                write(single);
            } catch (DataRefused e) {
                single.names()
                        .forEach(
                                name -> failures.add(
                                        new RunFailure(
                                                name,
                                                "value_refused",
                                                null,
                                                1,
                                                e.getMessage(),
                                                "The table stays as it is. Look at its describe for a number or a name without measure.")));
            }
        }

        private void write(StagedBatch written) {
            int tables = written.tables() + written.unmodified();
            if (tables > 0) {
                staging.write(written);
                attempt.progress().staged(tables, written.columns());
                described.add(written.names(), written.columns());
            }
        }
    }
}
