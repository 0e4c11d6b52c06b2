package io.orgscribe.sampleorg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.orgscribe.samplemodel.SampleOrgSettings;

/** What a person can set; see {@link SampleOrgSettings}. */
record SampleOrgOptions(
        int port, int tables, int columns, long seed, Duration latency, int dailyCalls, Optional<Path> stateFile)
        implements SampleOrgSettings {}
