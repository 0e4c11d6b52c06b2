package io.orgscribe.compare;

/**
 * A table that either side has.
 *
 * @param key its lower-case name
 * @param left its id there, 0 where the side does not have it; likewise {@code right}
 */
record TablePair(String key, String name, long left, long right) {}
