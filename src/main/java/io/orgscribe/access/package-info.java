/** Who is asking, and what they may do. */
package io.orgscribe.access;
