package io.orgscribe.extraction;

import java.util.Locale;

/**
 * A pattern of names: {@code *} stands for any number of characters, {@code ?} for one; case does not count. As an
 * expression of {@link java.util.regex.Pattern} some stars would take minutes for a name that does not fit.
 */
record Glob(String pattern) {

    Glob {
        pattern = pattern.toLowerCase(Locale.ROOT);
    }

    /** In at most as many steps as pattern and name have characters, multiplied: only the last star is tried further. */
    boolean matches(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        int at = 0;
        int star = -1;
        int afterStar = 0;
        int i = 0;
        while (i < text.length()) {
            if (at < pattern.length() && pattern.charAt(at) == '*') {
                star = at++;
                afterStar = i;
            } else if (at < pattern.length() && (pattern.charAt(at) == '?' || pattern.charAt(at) == text.charAt(i))) {
                at++;
                i++;
            } else if (star >= 0) {
                at = star + 1;
                i = ++afterStar;
            } else {
                return false;
            }
        }
        while (at < pattern.length() && pattern.charAt(at) == '*') {
            at++;
        }
        return at == pattern.length();
    }
}
