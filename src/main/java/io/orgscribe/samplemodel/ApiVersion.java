package io.orgscribe.samplemodel;

import java.util.List;
import java.util.stream.IntStream;

/** A version of the API, such as 68 for {@code v68.0}. */
public record ApiVersion(int number) {

    /** The newest whose keys are known; each later one is made to bring one new key to every root and field. */
    public static final int NEWEST_KNOWN = 68;

    private static final List<String> SEASONS = List.of("Spring", "Summer", "Winter");

    public String path() {
        return "/services/data/v" + number + ".0";
    }

    public String text() {
        return number + ".0";
    }

    /** Release 21 was Spring '11; three a year since. */
    public String label() {
        int season = (number - 21) % 3;
        int year = 11 + (number - 21) / 3 + (season == 2 ? 1 : 0);
        return SEASONS.get(season) + " '" + year;
    }

    List<String> newKeys(String what) {
        return IntStream.rangeClosed(NEWEST_KNOWN + 1, number)
                .mapToObj(n -> "release" + n + what)
                .toList();
    }
}
