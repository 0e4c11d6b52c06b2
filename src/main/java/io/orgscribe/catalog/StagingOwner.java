package io.orgscribe.catalog;

import java.util.List;
import java.util.UUID;

/**
 * Who stages: each row carries the run and its epoch, and each transaction ends by asking whether they still hold.
 *
 * @param epoch of the run's claim
 */
public record StagingOwner(UUID connectionId, UUID runId, int epoch, Fence fence) {

    private static final String SESSION = "orgscribe ";

    /** How the owner's sessions are named while they write: application_name holds 63 bytes. */
    public String session() {
        return SESSION + runId + " " + epoch;
    }

    /** Names a session until its transaction ends. */
    public String naming() {
        return "SET LOCAL application_name = '" + session() + "'";
    }

    /** A LIKE pattern of the sessions of all owners of a run. */
    public static String sessions(UUID runId) {
        return SESSION + runId + " %";
    }

    /** What each row begins with: connection_id, run_id, epoch. */
    List<Object> leading() {
        return List.of(connectionId, runId, epoch);
    }
}
