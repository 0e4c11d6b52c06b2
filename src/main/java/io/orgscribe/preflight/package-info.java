/** The check of a connection, saved or not: what works, what does not, and what to do about it. */
package io.orgscribe.preflight;
