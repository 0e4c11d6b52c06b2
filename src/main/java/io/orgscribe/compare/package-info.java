/** What two states of catalogs have differently: of two connections, or of one at two times. */
package io.orgscribe.compare;
