package io.orgscribe.samplemodel;

import java.util.SplittableRandom;

/** Salesforce ids that follow from the seed and a name. */
public final class Ids {

    private static final String BASE62 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final String CHECK = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private final long seed;

    public Ids(long seed) {
        this.seed = seed;
    }

    /** A source of chance that is the same for the same seed and name. */
    public SplittableRandom random(String name) {
        long hash = seed;
        for (int i = 0; i < name.length(); i++) {
            hash = hash * 1_000_003 + name.charAt(i);
        }
        return new SplittableRandom(hash);
    }

    public String id18(String keyPrefix, String name) {
        SplittableRandom random = random(keyPrefix + name);
        StringBuilder id = new StringBuilder(keyPrefix).append("Qx");
        while (id.length() < 15) {
            id.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return withCheck(id.toString());
    }

    public String token(String name, int length) {
        SplittableRandom random = random(name);
        StringBuilder token = new StringBuilder();
        while (token.length() < length) {
            token.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return token.toString();
    }

    /** The last three characters of the long form say which of the first fifteen are capitals. */
    static String withCheck(String id15) {
        StringBuilder id = new StringBuilder(id15);
        for (int block = 0; block < 3; block++) {
            int bits = 0;
            for (int i = 0; i < 5; i++) {
                if (Character.isUpperCase(id15.charAt(block * 5 + i))) {
                    bits |= 1 << i;
                }
            }
            id.append(CHECK.charAt(bits));
        }
        return id.toString();
    }
}
