/**
 * The catalog as it is written: tables, columns, relationships, changes and revisions; staging and reconciliation. Uses
 * no other package: runs and connections are ids to it.
 */
package io.orgscribe.catalog;
