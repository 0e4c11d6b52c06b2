/** When connections are extracted: Quartz's triggers, what each tick has done, and whether the scheduler runs. */
package io.orgscribe.schedule;
