package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * One of the three parts in which the tests of a build run side by side; the others are {@link ModelSuite} and
 * {@link OtherSuite}. To build a profile takes 13 s of CPU: the default one is built for this part and the last, each
 * other one in {@link ModelSuite} only.
 */
@Suite
@SelectPackages("io.orgscribe")
@IncludeClassNamePatterns(ExtractionSuite.HERE)
class ExtractionSuite {

    /** Packages, as a part of a pattern. */
    static final String PACKAGES = "io\\.orgscribe\\.(extraction|run|worker)\\.";

    /** What runs elsewhere, so that the parts take as long as each other. */
    private static final String MOVED = "RecordedOrgTest|KeptMembersTest|MovedOrgTest|BudgetTest";

    /** What runs here, by its name: all of these packages but those that have a profile or were moved. */
    static final String HERE = PACKAGES + "(?!" + ModelSuite.EXTRACTION_WITH_PROFILE + "|" + MOVED + ").*Test";
}
