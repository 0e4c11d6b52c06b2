package io.orgscribe;

import org.junit.platform.suite.api.IncludeClassNamePatterns;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/** The tests of the client of Salesforce and of its look-alike, and of packages that need no running service. */
@Suite
@SelectPackages({"io.orgscribe.nativeimage", "io.orgscribe.salesforce", "io.orgscribe.sampleorg", "io.orgscribe.vault"})
@IncludeClassNamePatterns(".*Test")
class SalesforceSuite {}
