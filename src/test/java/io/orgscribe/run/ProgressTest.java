package io.orgscribe.run;

import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    @Test
    void an_attempt_may_make_so_many_calls_again_and_the_run_says_when_they_are_used_up() {
        Progress progress = new Progress(Claim.Spent.NOTHING, 3);

        assertThat(IntStream.range(0, 6).filter(i -> progress.retries())).hasSize(3);
        assertThat(progress.notices()).singleElement().asString().contains("none was made again after 3 of them");
    }

    @Test
    void silence_ends_with_whatever_the_org_sends() throws InterruptedException {
        Progress progress = new Progress(Claim.Spent.NOTHING, 0);
        Thread.sleep(30);
        long before = progress.silence().toMillis();

        progress.received(1, 1);

        assertThat(before).isGreaterThanOrEqualTo(30);
        assertThat(progress.silence().toMillis()).isLessThan(before);
    }
}
