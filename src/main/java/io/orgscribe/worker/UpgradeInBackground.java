package io.orgscribe.worker;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import io.orgscribe.catalog.CatalogUpkeep;
import io.orgscribe.catalog.LargeIndexes;

/**
 * Has done after a start what would keep a migration busy for minutes: large indexes, and what is found out about catalogs
 * that an older version has made. Any replica begins with it, and others go on.
 */
@ApplicationScoped
class UpgradeInBackground {

    private static final Logger LOG = Logger.getLogger(UpgradeInBackground.class);

    private final LargeIndexes indexes;
    private final CatalogUpkeep upkeep;

    UpgradeInBackground(LargeIndexes indexes, CatalogUpkeep upkeep) {
        this.indexes = indexes;
        this.upkeep = upkeep;
    }

    @Scheduled(identity = "large-indexes", every = "10s", concurrentExecution = ConcurrentExecution.SKIP)
    void completeIndexes() {
        try {
            indexes.complete();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "An index over the catalog is missing; the search answers from names alone, trying again in 10 s");
        }
    }

    @Scheduled(identity = "catalog-upkeep", every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void catchUp() {
        try {
            upkeep.catchUp();
        } catch (RuntimeException e) {
            LOG.warnf(
                    e,
                    "What formulas read, or what is lacking, was not found in all catalogs; trying again in a minute");
        }
    }
}
