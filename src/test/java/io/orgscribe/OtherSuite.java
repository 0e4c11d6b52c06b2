package io.orgscribe;

import org.junit.platform.suite.api.ExcludeClassNamePatterns;
import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** All tests that are neither in {@link ExtractionSuite} nor in {@link ModelSuite}. */
@Suite
@SelectPackages("io.orgscribe")
@IncludeClassNamePatterns(".*Test")
@ExcludeClassNamePatterns({ExtractionSuite.HERE, ModelSuite.HERE})
class OtherSuite {}
