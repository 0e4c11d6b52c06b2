package io.orgscribe.run;

import org.junit.jupiter.api.Test;

import io.orgscribe.run.CallBudget.Usage;

import static org.assertj.core.api.Assertions.assertThat;

class CallBudgetTest {

    private static final Usage UNKNOWN = Usage.UNKNOWN;

    @Test
    void the_attempts_calls_are_bounded() {
        CallBudget twenty = new CallBudget(20, 10);
        assertThat(twenty.refuses(19, UNKNOWN, UNKNOWN)).isEmpty();
        assertThat(cause(twenty, 20, UNKNOWN, UNKNOWN)).isEqualTo("budget_reached");
    }

    @Test
    void a_part_of_the_orgs_calls_is_left_to_others() {
        CallBudget tenth = new CallBudget(null, 10);
        assertThat(tenth.refuses(1_000, new Usage(4_499, 5_000), UNKNOWN)).isEmpty();
        assertThat(cause(tenth, 0, new Usage(4_500, 5_000), UNKNOWN)).isEqualTo("org_reserve_reached");
        assertThat(cause(tenth, 0, new Usage(6_000, 5_000), UNKNOWN)).isEqualTo("org_reserve_reached");
    }

    @Test
    void without_a_reserve_the_orgs_last_call_may_be_made() {
        CallBudget none = new CallBudget(null, 0);
        assertThat(none.refuses(0, new Usage(4_999, 5_000), UNKNOWN)).isEmpty();
        assertThat(cause(none, 0, new Usage(5_000, 5_000), UNKNOWN)).isEqualTo("org_reserve_reached");
    }

    @Test
    void an_apps_own_limit_is_kept_as_well() {
        CallBudget tenth = new CallBudget(null, 10);
        assertThat(tenth.refuses(0, new Usage(25, 5_000), new Usage(249, 250))).isEmpty();
        assertThat(cause(tenth, 0, new Usage(25, 5_000), new Usage(250, 250))).isEqualTo("app_limit_reached");
    }

    @Test
    void calls_under_way_count_before_their_replies_tell() {
        Usage usage = new Usage(100, 5_000).plusOne().plusOne();
        assertThat(usage.told(101, 5_000).used()).isEqualTo(102);
        assertThat(usage.told(110, 5_000).used()).isEqualTo(110);
        assertThat(usage.told(20, 5_000).used())
                .as("yesterday's calls are gone")
                .isEqualTo(20);
    }

    private static String cause(CallBudget budget, int made, Usage org, Usage app) {
        return budget.refuses(made, org, app).orElseThrow().cause();
    }
}
