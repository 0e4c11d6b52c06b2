/** Search over names, labels and texts of tables and columns: one text in, the best items out. */
package io.orgscribe.search;
