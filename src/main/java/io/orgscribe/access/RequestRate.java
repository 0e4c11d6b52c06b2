package io.orgscribe.access;

import java.util.OptionalLong;

import jakarta.enterprise.context.ApplicationScoped;

/** How many requests a caller may make. */
@ApplicationScoped
class RequestRate {

    private final int perMinute;
    private final MinuteCounts counts = new MinuteCounts(System::nanoTime);

    RequestRate(AccessConfig config) {
        this.perMinute = config.rate();
    }

    /** Counts a request; where it is one too many, after how many seconds the next one is let in. */
    OptionalLong exceeded(Caller caller) {
        if (perMinute == 0 || caller.via() == Caller.Via.OPEN || counts.add(who(caller)) <= perMinute) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(counts.secondsLeft());
    }

    /** A stored key and its sessions are one. */
    private static String who(Caller caller) {
        return caller.isStoredKey() ? caller.id() : caller.via() + " " + caller.id();
    }
}
