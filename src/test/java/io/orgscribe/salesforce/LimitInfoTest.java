package io.orgscribe.salesforce;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class LimitInfoTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "api-usage=18/5000 | 18 | 5000 | -1 | -1",
                "api-usage=25/5000; per-app-api-usage=17/250(appName=sample-connected-app) | 25 | 5000 | 17 | 250",
                "per-app-api-usage=17/250(appName=x); api-usage=25/5000 | 25 | 5000 | 17 | 250",
                "per-app-api-usage=17/250(appName=x) | -1 | -1 | 17 | 250",
                "api-usage=10018/100000; api-bursts=1/750 | 10018 | 100000 | -1 | -1",
                "api-bursts=1/750,api-usage=2/3 | 2 | 3 | -1 | -1",
                "'' | -1 | -1 | -1 | -1",
                "api-usage= | -1 | -1 | -1 | -1",
                "api-usage=x/y | -1 | -1 | -1 | -1",
                "api-usage=99999999999999999999/1 | -1 | -1 | -1 | -1",
                "api-usage=1/999999999999999999 | -1 | -1 | -1 | -1",
                "api-usage=0/0 | -1 | -1 | -1 | -1",
                "api-usage=-3/5000 | -1 | -1 | -1 | -1",
            })
    void tells_the_usage_of_org_and_app(String header, long used, long allowed, long usedByApp, long allowedToApp) {
        TestMeter meter = new TestMeter();
        LimitInfo.tell(header, meter);
        assertThat(meter.used).isEqualTo(used);
        assertThat(meter.allowed).isEqualTo(allowed);
        assertThat(meter.usedByApp).isEqualTo(usedByApp);
        assertThat(meter.allowedToApp).isEqualTo(allowedToApp);
    }
}
