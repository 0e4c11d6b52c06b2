/** Runs: the queue, the stages of an extraction, its bill, and the REST resource. */
package io.orgscribe.extraction;
