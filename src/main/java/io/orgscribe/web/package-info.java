/**
 * What all requests have in common: how a body is read, and the problems (RFC 9457) that every resource
 * answers with where it refuses.
 */
package io.orgscribe.web;
