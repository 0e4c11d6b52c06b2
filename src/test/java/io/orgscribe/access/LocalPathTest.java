package io.orgscribe.access;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LocalPathTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/tables?name=a%20b&c=d#e, /tables?name=a%20b&c=d#e",
        "/x?f={a}|^`, /x?f=%7Ba%7D%7C%5E%60",
        "'/x?q=\"<>', /x?q=%22%3C%3E",
        "/..//host, /..//host",
    })
    void a_page_of_ours_is_gone_back_to(String wanted, String path) {
        assertThat(LocalPath.of(wanted)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tables",
                "//host",
                "/\\host",
                "\\\\host",
                "https://host/",
                "javascript:alert(1)",
                "/a\nLocation: b",
                "/ä",
                "/a b",
                "/%zz",
                "/login?next=/login",
                "/login"
            })
    void anything_else_is_the_first_page(String wanted) {
        assertThat(LocalPath.of(wanted)).isEqualTo("/");
    }

    @Test
    void the_log_in_knows_where_to_go_then() {
        assertThat(LocalPath.login("/login", "/a?b=c")).isEqualTo("/login?next=%2Fa%3Fb%3Dc");
        assertThat(LocalPath.login("/login/oidc?moved=true", "/a")).isEqualTo("/login/oidc?moved=true&next=%2Fa");
        assertThat(LocalPath.login("/login", "//host")).isEqualTo("/login");
        assertThat(LocalPath.of(null)).isEqualTo("/");
    }
}
