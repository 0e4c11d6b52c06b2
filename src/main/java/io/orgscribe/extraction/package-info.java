/** The stages of an extraction, and what one would cost. */
package io.orgscribe.extraction;
