package io.orgscribe.worker;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import org.jboss.logging.Logger;

import io.orgscribe.catalog.LargeIndexes;
import io.orgscribe.catalog.ReferenceUpgrade;

/**
 * Has done after a start what would keep a migration busy for minutes: large indexes, and what is found out about catalogs
 * that an older version has made. Any replica begins with it, and others go on.
 */
@ApplicationScoped
class UpgradeInBackground {

    private static final Logger LOG = Logger.getLogger(UpgradeInBackground.class);

    private final LargeIndexes indexes;
    private final ReferenceUpgrade references;

    UpgradeInBackground(LargeIndexes indexes, ReferenceUpgrade references) {
        this.indexes = indexes;
        this.references = references;
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

    @Scheduled(identity = "references", every = "1m", concurrentExecution = ConcurrentExecution.SKIP)
    void findReferences() {
        try {
            int catalogs = 0;
            while (references.upgradeOne()) {
                catalogs++;
            }
            if (catalogs > 0) {
                LOG.infof("Found what formulas read in %d catalogs of an older version", catalogs);
            }
        } catch (RuntimeException e) {
            LOG.warnf(e, "What formulas read was not found in all catalogs; trying again in a minute");
        }
    }
}
