package io.orgscribe.catalog;

import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

/**
 * What a catalog needs beside its revisions, and can do without for a while: whatever of it fails is done later by
 * {@link #catchUp}, and ends no run.
 */
@ApplicationScoped
public class CatalogUpkeep {

    private static final Logger LOG = Logger.getLogger(CatalogUpkeep.class);

    private final LargeIndexes indexes;
    private final ReferenceUpgrade references;
    private final QualityCounts quality;

    CatalogUpkeep(LargeIndexes indexes, ReferenceUpgrade references, QualityCounts quality) {
        this.indexes = indexes;
        this.references = references;
        this.quality = quality;
    }

    /** After a reconcile. */
    public void afterRevision(UUID connection) {
        try {
            indexes.settle();
            quality.count(connection);
        } catch (RuntimeException e) {
            LOG.warnf(e, "A revision is not counted yet; it will be within a minute");
        }
    }

    /** What runs or an older version have left to do. */
    public void catchUp() {
        int catalogs = 0;
        while (references.upgradeOne()) {
            catalogs++;
        }
        if (catalogs > 0) {
            LOG.infof("Found what formulas read in %d catalogs of an older version", catalogs);
        }
        quality.uncounted().forEach(quality::count);
    }
}
