/**
 * Calls to Salesforce: requests, readers, limits and the error model, in Salesforce's own words. Knows no database
 * and no other package.
 */
package io.orgscribe.salesforce;
