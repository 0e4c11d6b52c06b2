package io.orgscribe.browser;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import io.orgscribe.OrgscribeTest;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

@OrgscribeTest
@ExtendWith(BrowserExtension.class)
class SwaggerUiTest {

    @Test
    void shows_an_operation_and_calls_it(Page page) {
        page.navigate("/q/swagger-ui");
        Locator me = page.locator(".opblock", new Page.LocatorOptions().setHasText("/api/v1/me"));
        me.locator(".opblock-summary-control").click();
        me.getByText("Try it out").click();
        me.getByText("Execute").click();

        assertThat(me.locator(".live-responses-table .response-col_status").last())
                .hasText("200");
    }
}
