/** How tables and columns hang together: relations, paths between tables, and what formulas read. */
package io.orgscribe.lineage;
