package io.orgscribe.extraction;

import java.util.List;
import java.util.function.Supplier;

import io.quarkus.test.junit.QuarkusMock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import io.orgscribe.JsonReply;
import io.orgscribe.OrgscribeTest;
import io.orgscribe.run.Attempt;
import io.orgscribe.run.RunStatus;

import static org.assertj.core.api.Assertions.assertThat;

/** An error of the JVM ends the run that meets it, with its cause; the next one is worked on as ever. */
@OrgscribeTest
class JvmErrorTest {

    static List<Supplier<Error>> errors() {
        return List.of(
                () -> new OutOfMemoryError("Java heap space"),
                StackOverflowError::new,
                () -> new NoClassDefFoundError("io/orgscribe/Missing"),
                () -> new AssertionError("impossible"));
    }

    @ParameterizedTest
    @MethodSource("errors")
    void the_run_ends_at_once(Supplier<Error> error) {
        QuarkusMock.installMockForType(new Failing(error), Extraction.class);
        String connection = TestRuns.connect("http://127.0.0.1:9", "id", "secret");

        JsonReply run = TestRuns.extract(connection);

        assertThat(run.getString("status")).as(run::prettify).isEqualTo("failed");
        assertThat(run.getInt("attempt")).isEqualTo(1);
        assertThat(run.getString("error.cause")).isEqualTo("internal_error");
        assertThat(run.getString("error.message"))
                .endsWith(error.get().getClass().getSimpleName());
        assertThat(run.getString("error.remedy")).isNotBlank();
    }

    private static final class Failing extends Extraction {

        private final Supplier<Error> error;

        Failing(Supplier<Error> error) {
            super(null, null, null, null, null, null, null, null, null);
            this.error = error;
        }

        @Override
        public RunStatus run(Attempt attempt) {
            throw error.get();
        }
    }
}
