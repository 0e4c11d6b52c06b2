/** The service's start, and its clock. Nothing uses this package. */
package io.orgscribe;
