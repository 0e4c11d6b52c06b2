/** The catalog as it is read: lists, filters, cursors and the moments that they are pinned to, and the REST resources. */
package io.orgscribe.browse;
