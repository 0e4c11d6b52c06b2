/** Encryption of secrets at rest and key rotation. Uses no other package. */
package io.orgscribe.vault;
