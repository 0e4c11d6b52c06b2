/**
 * Shows in the terminal what the service does on the sample org, by asking it over REST as any client would. A build
 * with {@code -Pnative-cluster} has none.
 */
package io.orgscribe.demo;
