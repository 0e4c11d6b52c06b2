/**
 * The catalog: tables, columns, relationships, changes and revisions; staging, reconciliation and the lists that REST
 * serves. Uses no other package: runs and connections are ids to it.
 */
package io.orgscribe.catalog;
