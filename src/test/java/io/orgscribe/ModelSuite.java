package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of the sample org, and of other packages that need no running service. */
@Suite
@SelectPackages({"io.orgscribe.nativeimage", "io.orgscribe.sampleorg", "io.orgscribe.vault"})
@IncludeClassNamePatterns(".*Test")
class ModelSuite {}
