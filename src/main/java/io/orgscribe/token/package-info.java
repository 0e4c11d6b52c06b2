/** Grants and the stored access token. Is handed credentials as a value. */
package io.orgscribe.token;
