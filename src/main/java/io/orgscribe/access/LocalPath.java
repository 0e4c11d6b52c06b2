package io.orgscribe.access;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** Where a browser is to go after it has logged in: a page of ours, whoever has made the link. */
final class LocalPath {

    static final String LOGIN = "/login";

    private LocalPath() {}

    /** The path with its query, or {@code /} where it would lead to somebody else or to the log-in. */
    static String of(String wanted) {
        boolean ours = wanted != null
                && wanted.startsWith("/")
                // Browsers take //host and /\host for another host, and leave out what is no printable character.
                && !wanted.startsWith("//")
                && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !wanted.startsWith(LOGIN);
        return ours ? wanted : "/";
    }

    /** The address of a log-in from which a browser comes back here. */
    static String login(String login, String wanted) {
        String back = of(wanted);
        return back.equals("/") ? login : login + "?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }
}
