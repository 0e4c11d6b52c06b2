/**
 * The catalog as it is read: lists, filters, cursors and the versions that they are pinned to, and the REST resources.
 */
package io.orgscribe.browse;
