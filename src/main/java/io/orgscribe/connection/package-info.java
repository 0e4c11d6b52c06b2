/** The connection to one Salesforce org: its REST resource, its stored credentials, its schedule. */
package io.orgscribe.connection;
