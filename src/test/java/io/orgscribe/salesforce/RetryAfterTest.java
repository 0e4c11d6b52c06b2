package io.orgscribe.salesforce;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    private static final Clock NOW = Clock.fixed(Instant.parse("2026-11-26T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # header                         | wait
            120                              | PT2M
            ' 7 '                            | PT7S
            Thu, 26 Nov 2026 10:05:00 GMT    | PT5M
            999999999                        | PT24H
            0                                |
            Thu, 26 Nov 2026 09:00:00 GMT    |
            -5                               |
            1.5                              |
            soon                             |
            99999999999999999999             |
            ''                               |
            """)
    void seconds_and_dates_are_read_and_nothing_else(String header, Duration wait) {
        assertThat(RetryAfter.read(header, NOW).orElse(null)).isEqualTo(wait);
    }
}
