package io.orgscribe.access;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where a browser is to go after it has logged in: a page of ours, whoever has made the link. */
final class LocalPath {

    static final String LOGIN = "/login";

    private LocalPath() {}

    /** The path with its query, or {@code /} where it would lead to somebody else or to the log-in. */
    static String of(String wanted) {
        if (wanted == null) {
            return "/";
        }
        // Browsers send these as they are, and a URI must not have them.
        String encoded = Pattern.compile("[{}|^`\"<>]")
                .matcher(wanted)
                .replaceAll(
                        odd -> "%" + Integer.toHexString(odd.group().charAt(0)).toUpperCase(Locale.ROOT));
        boolean ours = encoded.startsWith("/")
                // Browsers take //host and /\host for another host, and leave out what is no printable character.
                && !encoded.startsWith("//")
                && encoded.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\')
                && !encoded.startsWith(LOGIN);
        return ours && isAddress(encoded) ? encoded : "/";
    }

    private static boolean isAddress(String wanted) {
        try {
            return !new URI(wanted).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The address of a log-in from which a browser comes back here. */
    static String login(String login, String wanted) {
        String back = of(wanted);
        return back.equals("/")
                ? login
                : login + (login.contains("?") ? "&" : "?") + "next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
    }
}
