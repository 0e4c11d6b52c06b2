package io.orgscribe.extraction;

import java.time.Duration;
import java.util.Random;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "Account,   account,     true",
        "Account,   Accounts,    false",
        "Acc*,      ACCOUNT,     true",
        "*,         anything__c, true",
        "*__c,      Plan__c,     true",
        "*__c,      Plan__cx,    false",
        "A?c*t,     Account,     true",
        "?,         '',          false",
        "*,         '',          true",
        "'',        '',          true",
        "**a**,     banana,      true",
        "*ana,      banana,      true",
        "*anan,     banana,      false",
    })
    void fits_as_people_read_it(String pattern, String name, boolean fits) {
        assertThat(new Glob(pattern).matches(name)).isEqualTo(fits);
    }

    @Test
    void fits_what_an_expression_fits() {
        Random random = new Random(17);
        for (int i = 0; i < 200_000; i++) {
            String glob = text(random, "ab*?", 6);
            String name = text(random, "abB", 7);
            String regex = glob.replace("*", ".*").replace("?", ".");

            assertThat(new Glob(glob).matches(name))
                    .as("%s and %s", glob, name)
                    .isEqualTo(Pattern.compile(regex, Pattern.CASE_INSENSITIVE)
                            .matcher(name)
                            .matches());
        }
    }

    /** As an expression it would take longer than anybody lives. */
    @Test
    void takes_no_time_for_many_stars() {
        Glob glob = new Glob("*a".repeat(127) + "b");
        String name = "a".repeat(255);

        assertTimeoutPreemptively(
                Duration.ofSeconds(10), () -> assertThat(glob.matches(name)).isFalse());
    }

    private static String text(Random random, String letters, int longest) {
        return random.ints(random.nextInt(longest + 1), 0, letters.length())
                .collect(StringBuilder::new, (all, i) -> all.append(letters.charAt(i)), StringBuilder::append)
                .toString();
    }
}
