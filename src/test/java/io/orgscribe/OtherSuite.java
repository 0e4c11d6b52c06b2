package io.orgscribe;

import org.junit.platform.suite.api.ExcludePackages;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All tests that are not in {@link ExtractionSuite}. */
@Suite
@SelectPackages("io.orgscribe")
@ExcludePackages("io.orgscribe.extraction")
@IncludeClassNamePatterns(".*Test")
class OtherSuite {}
