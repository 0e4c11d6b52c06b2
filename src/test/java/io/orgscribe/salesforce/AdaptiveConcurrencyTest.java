package io.orgscribe.salesforce;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class AdaptiveConcurrencyTest {

    /** + is a success, - a refusal. */
    @ParameterizedTest
    @CsvSource({
        "'', 4",
        "+++, 4",
        "++++, 5",
        "+++++++++, 6",
        "++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++++, 10",
        "-, 2",
        "--, 1",
        "---, 1",
        "-++, 3",
        "--+, 2",
        "+++-+, 2",
        "++++-, 2",
    })
    void grows_by_one_after_a_run_of_successes_and_halves_on_a_refusal(String events, int limit) {
        AdaptiveConcurrency concurrency = new AdaptiveConcurrency(4, 10);
        events.chars().forEach(event -> {
            if (event == '+') {
                concurrency.succeeded();
            } else {
                concurrency.throttled();
            }
        });
        assertThat(concurrency.limit()).isEqualTo(limit);
    }
}
