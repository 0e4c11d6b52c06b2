/**
 * The mode without a configured database: a PostgreSQL of our own, its binaries, its data directory and its processes,
 * and how a start is refused. Runs before Quarkus does.
 */
package io.orgscribe.embedded;
