package io.orgscribe.salesforce;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class RowTest {

    @Test
    void columns_of_another_record_are_named_as_soql_names_them() {
        List<Row> rows = rows("{\"attributes\":{\"type\":\"X\"},\"Id\":\"1\",\"LastModifiedBy\":{\"attributes\":{},"
                + "\"Name\":\"Ann\"}},{\"Id\":\"2\",\"LastModifiedBy\":null,\"More\":3.50},7,null");
        assertThat(rows).hasSize(2);
        assertThat(rows.get(0).text("LastModifiedBy.Name")).contains("Ann");
        assertThat(rows.get(0).text("More")).isEmpty();
        assertThat(rows.get(0).text("attributes.type")).isEmpty();
        assertThat(rows.get(1).text("LastModifiedBy.Name")).isEmpty();
        assertThat(rows.get(1).text("More")).contains("3.50");
        assertThat(rows.get(1).text("Unknown")).isEmpty();
    }

    @Test
    void a_record_may_have_any_number_of_columns() {
        StringBuilder record = new StringBuilder("{\"C0\":\"0\"");
        for (int i = 1; i < 100; i++) {
            record.append(",\"C").append(i).append("\":\"").append(i).append('"');
        }
        Row row = rows(record + "}").get(0);
        for (int i = 0; i < 100; i++) {
            assertThat(row.text("C" + i)).contains(String.valueOf(i));
        }
    }

    @Test
    void a_text_that_the_row_before_has_as_well_is_kept_once() {
        List<Row> rows = rows("{\"T\":\"Account\"},{\"T\":\"Account\"},{\"T\":null},{\"T\":\"Account\"}");
        assertThat(rows.get(0).text("T").orElseThrow())
                .isSameAs(rows.get(1).text("T").orElseThrow());
        assertThat(rows.get(2).text("T")).isEmpty();
        assertThat(rows.get(3).text("T")).contains("Account");
    }

    @ParameterizedTest
    @CsvSource({
        "2022-05-02T03:22:17.000+0000, 2022-05-02T03:22:17Z",
        "2022-05-02T03:22:17.250Z, 2022-05-02T03:22:17.250Z",
        "2022-05-02T03:22:17+02:00, 2022-05-02T01:22:17Z",
    })
    void times_are_read(String sent, Instant time) {
        assertThat(rows("{\"At\":\"" + sent + "\"}").get(0).time("At")).contains(time);
    }

    @Test
    void what_is_no_time_is_none() {
        Row row = rows("{\"At\":\"yesterday\",\"Day\":\"2022-05-02\",\"No\":null}")
                .get(0);
        for (String column : List.of("At", "Day", "No", "Unknown")) {
            assertThat(row.time(column)).isEmpty();
        }
    }

    @Test
    void flags_and_lists_are_read() {
        Row row = rows("{\"Yes\":true,\"No\":false,\"Null\":null,\"Groups\":\"PII; HIPAA;;GDPR \",\"Empty\":\"\"}")
                .get(0);
        assertThat(row.flag("Yes")).isTrue();
        for (String column : List.of("No", "Null", "Unknown", "Groups")) {
            assertThat(row.flag(column)).isFalse();
        }
        assertThat(row.list("Groups", ";")).containsExactly("PII", "HIPAA", "GDPR");
        assertThat(row.list("Empty", ";")).isEmpty();
        assertThat(row.list("Null", ";")).isEmpty();
    }

    private static List<Row> rows(String records) {
        byte[] json = ("[" + records + "]").getBytes(StandardCharsets.UTF_8);
        return JsonValues.readWhole(new ByteArrayInputStream(json), RowReader::read);
    }
}
