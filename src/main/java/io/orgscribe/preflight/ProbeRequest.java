package io.orgscribe.preflight;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a probe is asked for; a body is optional.
 *
 * @param table API name of the table whose fields are looked at first and edited; null or absent for Account
 * @param since as the last probe's report gave it, after a description was edited; null or absent in a first probe
 */
record ProbeRequest(
        @JsonProperty("table") String table,
        @JsonProperty("since") String since) {

    static final ProbeRequest FIRST = new ProbeRequest(null, null);
}
