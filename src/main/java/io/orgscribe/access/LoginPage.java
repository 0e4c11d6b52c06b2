package io.orgscribe.access;

import io.quarkus.qute.TemplateInstance;

/**
 * Where a browser gets in.
 *
 * @param host that it has called
 * @param next where it goes then
 * @param oidc where to log in by the OIDC server, or empty
 * @param fault what was wrong with the key that was sent, or empty
 */
record LoginPage(String host, String next, String oidc, String fault) implements TemplateInstance {}
