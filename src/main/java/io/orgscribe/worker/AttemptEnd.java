package io.orgscribe.worker;

import io.orgscribe.run.Claim;
import io.orgscribe.run.RetryPolicy.Deferral;
import io.orgscribe.run.RunError;
import io.orgscribe.run.RunStatus;
import io.orgscribe.run.RunTransitions;

/** What is to become of a run whose attempt has failed or was stopped. */
sealed interface AttemptEnd {

    /**
     * @return what the run is then; where somebody has cancelled it meanwhile {@code cancelled}, unless it has failed
     * @throws io.orgscribe.run.OwnershipLost where it is not the caller's any more
     */
    RunStatus write(RunTransitions runs, Claim claim);

    /** The run ends. */
    record Fail(RunError error) implements AttemptEnd {
        @Override
        public RunStatus write(RunTransitions runs, Claim claim) {
            return runs.fail(claim, error);
        }
    }

    /** It goes on when a tick or a person says so. */
    record Pause(RunError why) implements AttemptEnd {
        @Override
        public RunStatus write(RunTransitions runs, Claim claim) {
            return runs.pause(claim, why);
        }
    }

    /**
     * It goes on by itself after a while.
     *
     * @param why null where it is not the org's fault
     */
    record Defer(Deferral deferral, RunError why) implements AttemptEnd {
        @Override
        public RunStatus write(RunTransitions runs, Claim claim) {
            return runs.defer(claim, deferral, why);
        }
    }

    /** Another replica goes on at once. */
    record Release() implements AttemptEnd {
        @Override
        public RunStatus write(RunTransitions runs, Claim claim) {
            return runs.release(claim);
        }
    }

    /**
     * Somebody has cancelled the run, or another replica has it.
     *
     * @param why thrown where it was not cancelled
     */
    record Stop(RuntimeException why) implements AttemptEnd {
        @Override
        public RunStatus write(RunTransitions runs, Claim claim) {
            if (!runs.endCancelled(claim)) {
                throw why;
            }
            return RunStatus.CANCELLED;
        }
    }
}
