/** When connections are extracted: the next fire time of each, what fires it, and what each tick has done. */
package io.orgscribe.schedule;
