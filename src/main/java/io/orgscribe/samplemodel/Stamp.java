package io.orgscribe.samplemodel;

import java.time.Instant;

/** When something was edited last, and by the user of what name. */
record Stamp(Instant at, String by) {}
