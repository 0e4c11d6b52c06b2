/** The service's start: its database, its guards at the door, and the demo. Nothing uses this package. */
package io.orgscribe;
