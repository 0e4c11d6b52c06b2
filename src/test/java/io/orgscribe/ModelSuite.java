package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of the sample org and of other packages that need no running service, and, so that no part takes much longer
 * than the others, those with {@link SoonAndShort} or {@code ThroughProxy}.
 */
@Suite
@SelectPackages("io.orgscribe")
@IncludeClassNamePatterns(ModelSuite.HERE)
class ModelSuite {

    private static final String SOON_AND_SHORT =
            "AccessGuardTest|extraction\\.DeferredRunTest|extraction\\.RetentionTest|schedule\\.ScheduleResourceTest";
    private static final String THROUGH_PROXY = "preflight\\.HostileHostsTest|preflight\\.OutboundTest";

    /** What runs here, by its name. */
    static final String HERE =
            "io\\.orgscribe\\.((nativeimage|sampleorg|vault)\\..*Test|" + SOON_AND_SHORT + "|" + THROUGH_PROXY + ")";
}
