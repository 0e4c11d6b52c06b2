package io.orgscribe.preflight;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * One thing that no source settles about Salesforce, as this org has shown it.
 *
 * @param fact a stable word
 * @param measured a stable word or number; {@code unknown} where this org or this user could not show it
 * @param seen what was seen, in a sentence; where the fact is unknown, how it could become known
 * @param calls made for this fact; 0 where the calls of another one served
 */
@RegisterForReflection
record ProbeFinding(String fact, String measured, String seen, int calls) {

    static ProbeFinding unknown(String fact, String why, int calls) {
        return new ProbeFinding(fact, "unknown", why, calls);
    }
}
