package io.orgscribe.worker;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import io.orgscribe.catalog.LargeIndexes;

/** Has the large indexes made after a start, by the first replica that comes to it. */
@ApplicationScoped
class IndexMaintenance {

    private static final Logger LOG = Logger.getLogger(IndexMaintenance.class);

    private final LargeIndexes indexes;

    IndexMaintenance(LargeIndexes indexes) {
        this.indexes = indexes;
    }

    @Scheduled(identity = "large-indexes", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void complete() {
        try {
            indexes.complete();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "An index over the catalog is missing; the search answers from names alone, trying again in 10 s");
        }
    }
}
