package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** One of the two halves in which the tests of a build run side by side; {@link OtherSuite} is the other one. */
@Suite
@SelectPackages("io.orgscribe.extraction")
@IncludeClassNamePatterns(".*Test")
class ExtractionSuite {}
