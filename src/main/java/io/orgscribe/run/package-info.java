/** The run and its life: the queue, its status, what is counted and billed, failures, events, and the REST resource. */
package io.orgscribe.run;
