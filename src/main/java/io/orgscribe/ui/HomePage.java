package io.orgscribe.ui;

import io.quarkus.qute.TemplateInstance;

import io.orgscribe.access.Caller;

/**
 * Says who you are.
 *
 * @param via how you are known, in words
 * @param open whether everybody may do everything
 */
record HomePage(Caller caller, String via, boolean open) implements TemplateInstance {

    static HomePage of(Caller caller) {
        return new HomePage(caller, words(caller.via()), caller.via() == Caller.Via.OPEN);
    }

    private static String words(Caller.Via via) {
        return switch (via) {
            case OPEN -> "nothing";
            case API_KEY -> "an API key";
            case CONFIGURATION -> "the key of the configuration";
            case SESSION -> "a session that an API key has begun";
            case OIDC -> "single sign-on";
        };
    }
}
