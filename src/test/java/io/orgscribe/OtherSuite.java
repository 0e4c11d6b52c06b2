package io.orgscribe;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All tests that are neither in {@link ExtractionSuite} nor in {@link SalesforceSuite}. */
@Suite
@SelectPackages("io.orgscribe")
@ExcludePackages({
    "io.orgscribe.extraction",
    "io.orgscribe.nativeimage",
    "io.orgscribe.salesforce",
    "io.orgscribe.sampleorg",
    "io.orgscribe.vault"
})
@IncludeClassNamePatterns(".*Test")
class OtherSuite {}
