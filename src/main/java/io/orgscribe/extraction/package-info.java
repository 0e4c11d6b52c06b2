/** The stages of an extraction, from the first call to the catalog's new revision. */
package io.orgscribe.extraction;
