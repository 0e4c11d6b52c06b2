package io.orgscribe.vault;

import java.util.Optional;

/** Vaults with keysets of a test's choice. */
public final class TestVaults {

    private TestVaults() {}

    public static Vault of(String keyset) {
        return new Vault(() -> Optional.of(keyset));
    }

    /** The keys of both, those of the second behind. */
    public static String joined(String first, String second) {
        return first.replace("]}", ",") + second.replace("{\"keys\":[", "");
    }
}
