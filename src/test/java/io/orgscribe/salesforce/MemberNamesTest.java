package io.orgscribe.salesforce;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MemberNamesTest {

    @Test
    void every_name_is_kept_in_whatever_order_and_number_it_comes() {
        MemberNames names = new MemberNames();
        for (List<String> object : List.of(
                List.of("b", "a"),
                List.of("b", "a"),
                List.of("a", "b", "c"),
                List.<String>of(),
                List.of("d"),
                List.of("b", new String("a"), "c", "e", "a"))) {
            names.beginObject();
            object.forEach(names::add);
        }
        assertThat(names.names()).containsExactly("a", "b", "c", "d", "e");
    }
}
