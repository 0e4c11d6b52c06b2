package io.orgscribe.catalog;

import java.util.List;
import java.util.Map;

/**
 * What a reconcile came to.
 *
 * @param revision the connection's newest revision; a new one where anything changed
 * @param changes number of change rows by kind; empty for a baseline
 * @param notices sentences for a person, such as why nothing was removed
 */
public record ReconcileResult(long revision, Map<String, Integer> changes, List<String> notices) {}
