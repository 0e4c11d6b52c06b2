package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * The tests of the sample org and of other packages that need no running service, and, so that each profile is built
 * once, all that have a {@code @TestProfile}.
 */
@Suite
@SelectPackages("io.orgscribe")
@IncludeClassNamePatterns(ModelSuite.HERE)
class ModelSuite {

    /** Of the packages of {@link ExtractionSuite}, as a part of a pattern. */
    static final String EXTRACTION_WITH_PROFILE =
            "BusyPoolTest|ClaimsTest|ConnectionDeletionTest|DatabaseWriteMonitorTest|DeferredRunTest|HeartbeatTest"
                    + "|RefusalsTest|RetentionTest|RunTransitionsTest";

    private static final String OTHERS_WITH_PROFILE = "preflight\\.(HostileHostsTest|ProxyAndTlsTest)"
            + "|schedule\\.(ScheduleResourceTest|TicksTest)|token\\.(RefreshTest|TokenReplyBoundsTest|TokensTest)"
            + "|access\\.(AccessGuard|AccessLimits|Audit)Test";

    /** What runs here, by its name. */
    static final String HERE = "io\\.orgscribe\\.((embedded|nativeimage|samplemodel|sampleorg|vault)\\..*Test|"
            + "(Architecture|ClusterBuild|StartupOrder)Test|" + OTHERS_WITH_PROFILE + ")|" + ExtractionSuite.PACKAGES
            + "(" + EXTRACTION_WITH_PROFILE + ")";
}
