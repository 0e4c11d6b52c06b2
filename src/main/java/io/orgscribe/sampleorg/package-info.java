/** A built-in look-alike of a Salesforce org for the demo, the tests and the benchmark. Uses no other package. */
package io.orgscribe.sampleorg;
