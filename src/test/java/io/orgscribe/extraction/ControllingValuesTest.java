package io.orgscribe.extraction;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.orgscribe.salesforce.Field;

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

    @Test
    void a_value_that_is_null_has_its_bit_like_any_other() {
        ControllingValues values = new ControllingValues(Arrays.asList("a", null, "c"));

        assertThat(values.decode("4AAA").orElseThrow()).containsExactly("a", null, "c");
    }

    @Test
    void what_names_no_field_controls_nothing() {
        for (String controller : List.of("5", "true", "[]", "\"Unseen\"")) {
            assertThat(ControllingValues.of(field("string", Map.of("controllerName", controller)), Map.of()))
                    .as(controller)
                    .isEmpty();
        }
    }

    @Test
    void a_controlling_field_without_a_type_is_no_checkbox() {
        Field dependent = field("picklist", Map.of("controllerName", "\"C\""));

        assertThat(ControllingValues.of(dependent, Map.of("C", field(null, Map.of()))))
                .contains(new ControllingValues(List.of("a")));
    }

    /** With one value. */
    private static Field field(String type, Map<String, String> nativeValues) {
        return new Field(
                "F",
                "F",
                type,
                0,
                0,
                0,
                true,
                false,
                false,
                false,
                false,
                null,
                null,
                null,
                List.of(),
                null,
                null,
                List.of(new Field.PicklistValue("a", "A", true, false, null)),
                nativeValues);
    }
}
