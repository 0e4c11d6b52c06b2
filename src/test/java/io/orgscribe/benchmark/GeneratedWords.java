package io.orgscribe.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Words of a business, as frequent as in labels of real orgs: of their describes 14% have the first word, 6% the fourth, 3%
 * the eighth, 2% the sixteenth, 0.4% the 64th. The first ones are English, the others are made of syllables.
 */
final class GeneratedWords {

    private static final List<String> FREQUENT = List.of(
            "Account Status Date Amount Name Type Code Customer Order Product Price Total Number Owner Start End Last Next First"
                    .split(" "));
    private static final String[] OTHERS =
            ("Annual Revenue Billing Shipping Contact Phone Email Region Partner Contract"
                            + " Invoice Discount Segment Industry Currency Quantity Warranty Delivery Priority Category Renewal"
                            + " Approval Campaign Margin Forecast Territory Channel Rating Balance Credit Payment Schedule")
                    .split(" ");
    private static final String[] SYLLABLES =
            "ba be bo da de di fa fe ga go ka ki la le lo ma me mi na ne no pa pe ra re ro sa se ta te to va ve vi za zo"
                    .split(" ");
    private static final int MADE = 8_000;

    private final List<String> words;

    GeneratedWords() {
        SplittableRandom random = new SplittableRandom(1);
        List<String> made =
                Stream.generate(() -> made(random)).distinct().limit(MADE).toList();
        words = new ArrayList<>(FREQUENT);
        words.addAll(List.of(OTHERS));
        words.addAll(made);
    }

    private static String made(SplittableRandom random) {
        String word = random.ints(random.nextInt(2, 5), 0, SYLLABLES.length)
                .mapToObj(i -> SYLLABLES[i])
                .collect(Collectors.joining());
        return Character.toUpperCase(word.charAt(0)) + word.substring(1) + "nrst".charAt(random.nextInt(4));
    }

    /** As frequent as its rank and one more is low. */
    String next(SplittableRandom random) {
        double ends = Math.log(2) + random.nextDouble() * Math.log((words.size() + 2) / 2.0);
        return words.get((int) Math.exp(ends) - 2);
    }

    /** Another one than the one before. */
    String next(SplittableRandom random, String before) {
        String word = next(random);
        return word.equals(before) ? next(random, before) : word;
    }

    /** One that is in few texts. */
    String rare(SplittableRandom random) {
        return words.get(random.nextInt(1_000, words.size()));
    }

    String sentence(SplittableRandom random, int length) {
        return Stream.generate(() -> next(random)).limit(length).collect(Collectors.joining(" "));
    }
}
