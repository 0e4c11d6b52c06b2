package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * One of the three parts in which the tests of a build run side by side; the others are {@link ModelSuite} and
 * {@link OtherSuite}. Each profile but the default one is built for one part only, for that takes 13 s of CPU.
 */
@Suite
@SelectPackages("io.orgscribe.extraction")
@IncludeClassNamePatterns(ExtractionSuite.HERE)
class ExtractionSuite {

    /** What runs here, by its name: all of the package but those that have a profile. */
    static final String HERE =
            "io\\.orgscribe\\.extraction\\.(?!ClaimsTest|DatabaseTroubleTest|DeferredRunTest|RetentionTest).*Test";
}
