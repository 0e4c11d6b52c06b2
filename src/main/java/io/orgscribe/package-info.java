/** The service's start, its clock, and the demo. Nothing uses this package. */
package io.orgscribe;
