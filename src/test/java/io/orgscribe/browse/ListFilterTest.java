package io.orgscribe.browse;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What the documentation of lists says of a filter is made by each build anew. */
class ListFilterTest {

    @Test
    void values_are_told_in_the_same_order_by_every_build() {
        assertThat(Filter.either("custom", "x.custom", "Custom or not").documentation())
                .isEqualTo("Custom or not; of true, false");
        assertThat(Filter.leftOut("removed", "x.removed", "Removed").allowed()).containsExactly("false", "true", "all");
    }
}
