package io.orgscribe;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import org.jboss.logging.Logger;

import io.orgscribe.extraction.DatabaseFailure;

/**
 * Gives the problems that the platform makes out of exceptions the members that ours have: cause, field, remedy. Their
 * own details quote the request or name classes, so they are replaced. A problem that our code threw passes as it is.
 */
@ApplicationScoped
class ProblemDetails implements ProblemPostProcessor {

    private static final int RETRY_AFTER_SECONDS = 5;

    private static final Logger LOG = Logger.getLogger(ProblemDetails.class);

    /** Before the extension's own processors. */
    @Override
    public int priority() {
        return 200;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        if (problem instanceof HttpValidationProblem validation) {
            return withFirstViolation(validation);
        }
        return first(context.cause, HttpProblem.class)
                .or(() -> first(context.cause, JsonProcessingException.class)
                        .filter(json -> problem.getStatusCode() == 400)
                        .map(JsonProblem::of))
                .or(() -> StatusProblem.of(problem.getStatusCode()).map(known -> withHeaders(known, problem)))
                .orElseGet(() -> unexpected(problem, context.cause));
    }

    /** The cause chain decides, for REST and CDI wrap what they pass on. */
    private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }

    private static HttpProblem withFirstViolation(HttpValidationProblem problem) {
        HttpProblem.Builder builder = HttpProblem.builder(problem)
                .withDetail("A value is outside of what is allowed.")
                .with("cause", "invalid_value");
        if (problem.getParameters().get("violations") instanceof List<?> violations
                && violations.get(0) instanceof Violation first) {
            builder.with("field", first.field).with("remedy", first.field + " " + first.message);
        }
        return builder.build();
    }

    private static HttpProblem withHeaders(StatusProblem known, HttpProblem problem) {
        HttpProblem.Builder builder = HttpProblem.builder(known.toProblem());
        problem.getHeaders().forEach(builder::withHeader);
        return builder.build();
    }

    private static HttpProblem unexpected(HttpProblem problem, Throwable failure) {
        if (DatabaseFailure.of(failure) == DatabaseFailure.PASSING) {
            LOG.warnf("A request is refused, for the database fails: %s", DatabaseFailure.describe(failure));
            return HttpProblem.builder(StatusProblem.DATABASE_UNAVAILABLE.toProblem())
                    .withHeader("Retry-After", RETRY_AFTER_SECONDS)
                    .build();
        }
        UUID correlation = UUID.randomUUID();
        LOG.errorf(failure, "A request failed unexpectedly, correlation id %s", correlation);
        return HttpProblem.builder()
                .withStatus(problem.getStatusCode())
                .withTitle(problem.getTitle())
                .withDetail("The service failed unexpectedly.")
                .with("cause", "unexpected")
                .with("correlationId", correlation.toString())
                .with("remedy", "Look for the correlation id in the service's log.")
                .build();
    }
}
