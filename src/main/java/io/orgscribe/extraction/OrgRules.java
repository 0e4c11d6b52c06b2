package io.orgscribe.extraction;

import java.util.List;
import java.util.Optional;

import io.orgscribe.run.RunError;

/** What a run requires of the org that it meets: pure functions, which the check asks as well. */
public final class OrgRules {

    private OrgRules() {}

    /**
     * The API version that a run uses.
     *
     * @param pinned of the connection; null for the highest
     * @param offered by the org, ascending, not empty
     */
    public static String apiVersion(String pinned, List<String> offered) {
        return pinned == null ? offered.get(offered.size() - 1) : pinned;
    }

    /** Why the org cannot be read with this version; empty where it can. */
    public static Optional<RunError> refusesVersion(String version, List<String> offered) {
        return offered.contains(version)
                ? Optional.empty()
                : Optional.of(new RunError(
                        "api_version_not_offered",
                        "The org does not offer API version " + version + ", but " + offered.get(0) + " to "
                                + offered.get(offered.size() - 1),
                        "Remove the connection's apiVersion, or choose one of these."));
    }

    /**
     * Why the org is not the one that it should be; empty where it is. Ids come in 15 and in 18 characters; the first 15
     * tell.
     *
     * @param known id of the org that the catalog belongs to; null where it has none yet
     * @param met id of the org; "" where nothing tells it
     */
    public static Optional<RunError> refusesOrg(String known, String met) {
        return known == null || met.isEmpty() || known.regionMatches(0, met, 0, 15)
                ? Optional.empty()
                : Optional.of(new RunError(
                        "different_org",
                        "The host leads to org " + met + " now, the catalog is of org " + known,
                        "If a sandbox was refreshed, accept the new org by PATCH {\"orgId\": \"" + met
                                + "\"}; its catalog is kept. Else correct the connection's host."));
    }
}
