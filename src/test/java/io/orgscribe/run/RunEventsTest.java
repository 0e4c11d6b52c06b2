package io.orgscribe.run;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import jakarta.ws.rs.sse.OutboundSseEvent;

import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class RunEventsTest {

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"QUEUED", "RUNNING"})
    void tells_what_changes_and_in_between_that_it_is_there_until_nothing_comes_by_itself(RunStatus last) {
        UUID id = UUID.randomUUID();
        List<RunView> looks = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            looks.add(view(id, RunStatus.QUEUED));
        }
        looks.add(view(id, RunStatus.RUNNING));
        looks.add(view(id, last));

        List<OutboundSseEvent> events = RunEvents.of(() -> looks.remove(0), new SseImpl(), Duration.ofMillis(1))
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(20));

        assertThat(events)
                .extracting(event ->
                        event.getData() instanceof RunView run ? run.status().code() : event.getComment())
                .containsExactly("queued", "still here", "still here", "running", last.code());
        assertThat(looks).isEmpty();
    }

    private static RunView view(UUID id, RunStatus status) {
        Run run = new Run();
        run.id = id;
        run.connectionId = id;
        run.trigger = Trigger.API;
        run.mode = Mode.QUICK;
        run.coverage = Coverage.QUICK;
        run.status = status;
        run.createdAt = Instant.EPOCH;
        run.callsByKind = Map.of();
        run.notices = List.of();
        return RunView.of(run);
    }
}
