package io.orgscribe.access;

import io.quarkus.qute.TemplateInstance;

/**
 * What somebody is told who does not get to the page that they wanted.
 *
 * @param remedy what to do, or empty
 * @param to where the page leads on to by itself, or empty
 * @param link where to go on by hand, or empty
 * @param logout whether to offer the log-out
 */
record AccessPage(String title, String text, String remedy, String to, String link, boolean logout)
        implements TemplateInstance {

    static AccessPage withoutRole(String name) {
        return new AccessPage(
                "You have no role here",
                "You are known as " + name + ", but hold none of the roles viewer, operator and admin.",
                "Ask whoever runs this service for one, then log in again.",
                "",
                "",
                true);
    }

    static AccessPage failed() {
        return new AccessPage(
                "The log-in did not work",
                "The log-in server has refused it, or it was begun in another browser, or too long ago.",
                "Log in again. If it fails again, the service's log says why.",
                "",
                LocalPath.LOGIN,
                false);
    }

    static AccessPage unavailable() {
        return new AccessPage(
                "The log-in server cannot be reached",
                "Nobody can log in by it at the moment. API keys still work.",
                "Try again in a while.",
                "",
                LocalPath.LOGIN,
                false);
    }

    /** A form may not end at another address, not even by a redirect, so a page of ours leads there. */
    static AccessPage leading(String to) {
        return new AccessPage(
                "You are logged out here", "Logging you out of the log-in server, too.", "", to, to, false);
    }
}
