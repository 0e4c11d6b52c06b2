/** What every resource answers with where it refuses: problems (RFC 9457). */
package io.orgscribe.web;
