package io.orgscribe.catalog;

import java.util.List;
import java.util.UUID;

/**
 * Who stages: each row carries the run and its epoch, and each transaction ends by asking whether they still hold.
 *
 * @param epoch of the run's claim
 */
public record StagingOwner(UUID connectionId, UUID runId, int epoch, Fence fence) {

    /** What each row begins with: connection_id, run_id, epoch. */
    List<Object> leading() {
        return List.of(connectionId, runId, epoch);
    }
}
