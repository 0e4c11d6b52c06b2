package io.orgscribe.extraction;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ControllingValuesTest {

    private static final ControllingValues TEN =
            new ControllingValues(List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j"));

    @Test
    void the_most_significant_bit_of_the_first_byte_is_the_first_value() {
        assertThat(TEN.decode("gAAA")).contains(List.of("a"));
        assertThat(TEN.decode("AUAA")).contains(List.of("h", "j"));
    }

    @Test
    void bits_beyond_the_values_and_values_beyond_the_bits_are_nothing() {
        assertThat(TEN.decode("AH//")).contains(List.of("j"));
        assertThat(TEN.decode("gA==")).contains(List.of("a"));
        assertThat(TEN.decode("")).contains(List.of());
    }

    @Test
    void a_text_that_is_no_bitmap_is_not_guessed_at() {
        assertThat(TEN.decode("not base 64")).isEmpty();
    }
}
