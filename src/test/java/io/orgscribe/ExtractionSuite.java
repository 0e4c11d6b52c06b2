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
@SelectClasses(names = {ExtractionSuite.ACCESS, ExtractionSuite.SCHEDULES})
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns(ExtractionSuite.ELSEWHERE)
class ExtractionSuite {

    private static final String PACKAGE = "io\\.orgscribe\\.extraction\\.";
    private static final String SHARING_NOBODY_EXTRACTS = "ClaimsTest|DatabaseTroubleTest";
    static final String ACCESS = "io.orgscribe.AccessGuardTest";
    static final String SCHEDULES = "io.orgscribe.schedule.ScheduleResourceTest";

    /** Those of the package that share {@link NobodyExtracts} with others. */
    static final String ELSEWHERE = PACKAGE + "(" + SHARING_NOBODY_EXTRACTS + ")";

    /** What runs here, by its name: all of the package but those, and those that share {@link SoonAndShort}. */
    static final String HERE = PACKAGE + "(?!" + SHARING_NOBODY_EXTRACTS + ").*|" + ACCESS + "|" + SCHEDULES;
}
