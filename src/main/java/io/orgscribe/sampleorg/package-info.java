/**
 * A built-in look-alike of a Salesforce org for the demo, the tests and the benchmark. Of
 * other packages it uses its model only.
 *
 * <p>Start at {@link io.orgscribe.sampleorg.SampleOrg}; {@code docs/sample-org.md} has its HTTP control and what a step
 * of evolution changes. A request passes {@code HttpFrontend} (wire), {@code Router} (let in, bill), {@code Api} or
 * {@code Composite} (answer), {@code Faults} (what goes wrong) and {@code ReplySender} (wire). The metadata is, in
 * {@code samplemodel}, {@code OrgPlan} (follows from the seed, made anew on each describe) with {@code Org} above it
 * (what has changed since).
 */
package io.orgscribe.sampleorg;
