package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** One of the three parts in which the tests of a build run side by side: {@link SalesforceSuite}, {@link OtherSuite}. */
@Suite
@SelectPackages("io.orgscribe.extraction")
@IncludeClassNamePatterns(".*Test")
class ExtractionSuite {}
