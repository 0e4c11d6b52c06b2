package io.orgscribe.salesforce;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class LimitInfoTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-usage=18/5000 | 18 | 5000",
                "api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app) | 25 | 5000",
                "per-app-api-usage=17/250(appName=x); api-usage=25/5000 | 25 | 5000",
                "api-usage=10018/100000; api-bursts=1/750 | 10018 | 100000",
                "api-bursts=1/750,api-usage=2/3 | 2 | 3",
            })
    void tells_the_orgs_usage(String header, long used, long allowed) {
        assertThat(LimitInfo.parse(header)).contains(new LimitInfo(used, allowed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api-usage=",
                "api-usage=x/y",
                "per-app-api-usage=17/250(appName=x)",
                "api-usage=99999999999999999999/1"
            })
    void is_empty_where_it_is_not_told(String header) {
        assertThat(LimitInfo.parse(header)).isEmpty();
    }
}
