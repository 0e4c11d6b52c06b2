package io.orgscribe.sampleorg;

import io.orgscribe.samplemodel.Ids;
import io.orgscribe.samplemodel.SampleOrgSettings;

/** Who the org and its user are; both 18 characters. */
record Identity(String orgId, String userId) {

    static final String FIRST_NAME = "Integration";
    static final String LAST_NAME = "User";
    static final String NAME = FIRST_NAME + " " + LAST_NAME;

    static Identity of(SampleOrgSettings settings) {
        Ids ids = new Ids(settings.seed());
        String org = settings.orgId().isEmpty() ? ids.id18("00D", "organization") : settings.orgId();
        return new Identity(org, ids.id18("005", settings.username()));
    }

    String url(String host) {
        return host + "/id/" + orgId + "/" + userId;
    }
}
