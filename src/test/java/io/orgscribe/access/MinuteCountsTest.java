package io.orgscribe.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MinuteCountsTest {

    /** About to run over, as the counter of a machine may be. */
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1_000);

    private final MinuteCounts counts = new MinuteCounts(time::get);

    @Test
    void each_name_is_counted_for_itself_and_anew_each_minute() {
        assertThat(counts.add("a")).isEqualTo(1);
        assertThat(counts.add("a")).isEqualTo(2);
        assertThat(counts.add("b")).isEqualTo(1);
        assertThat(counts.secondsLeft()).isBetween(60L, 61L);

        time.addAndGet(Duration.ofSeconds(59).toNanos());
        assertThat(counts.add("a")).isEqualTo(3);
        assertThat(counts.secondsLeft()).isBetween(1L, 2L);

        time.addAndGet(Duration.ofSeconds(2).toNanos());
        assertThat(counts.add("a")).isEqualTo(1);
    }

    @Test
    void names_without_end_share_a_count() {
        for (int i = 0; i < 10_000; i++) {
            counts.add("name " + i);
        }

        assertThat(counts.add("one more")).isEqualTo(1);
        assertThat(counts.add("another")).isEqualTo(2);
        assertThat(counts.add("name 7")).isEqualTo(2);
    }
}
