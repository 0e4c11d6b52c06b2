package io.orgscribe;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectClasses;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * One of the three parts in which the tests of a build run side by side; the others are {@link ModelSuite} and
 * {@link OtherSuite}. Some classes change sides, so that each profile is built for one part only, which takes 18 s of CPU.
 */
@Suite
@SelectPackages("io.orgscribe.extraction")
@SelectClasses(names = {"io.orgscribe.AccessGuardTest", "io.orgscribe.schedule.ScheduleResourceTest"})
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns(ExtractionSuite.ELSEWHERE)
class ExtractionSuite {

    /** Those that share {@link NobodyExtracts} with others. */
    static final String ELSEWHERE = "io\\.orgscribe\\.extraction\\.(ClaimsTest|DatabaseTroubleTest)";

    /** What runs here, by its name: all of the package but those, and those that share {@link SoonAndShort}. */
    static final String HERE = "io\\.orgscribe\\.extraction\\.(?!ClaimsTest|DatabaseTroubleTest).*"
            + "|io\\.orgscribe\\.(AccessGuardTest|schedule\\.ScheduleResourceTest)";
}
