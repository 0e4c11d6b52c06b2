package io.orgscribe.browse;

import java.time.Instant;
import java.util.UUID;

/** The moment that a list answers as of, in REST. */
record AsOf(UUID runId, Instant at) {}
