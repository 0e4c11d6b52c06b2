package io.orgscribe.web;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

import jakarta.annotation.security.RolesAllowed;
import jakarta.persistence.OptimisticLockException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.Response.StatusType;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import io.quarkus.resteasy.reactive.server.runtime.exceptionmappers.AuthenticationFailedExceptionMapper;
import io.quarkus.resteasy.reactive.server.runtime.exceptionmappers.UnauthorizedExceptionMapper;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.ResteasyReactiveClientProblem;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Makes a problem of every exception. The platform's own texts quote the request or name classes, so none is passed on.
 */
class ExceptionMappers {

    /** The lower one is taken, and Quarkus's own have {@code USER + 1}. */
    static final int PRIORITY = Priorities.USER - 1;

    private static final int RETRY_AFTER_SECONDS = 5;

    /** Of the entity that the problem takes the place of. */
    private static final List<String> REPLACED = List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.CONTENT_LENGTH);

    private static final Logger LOG = Logger.getLogger(ExceptionMappers.class);

    private final RefusedRequests refused;

    ExceptionMappers(RefusedRequests refused) {
        this.refused = refused;
    }

    /** The cause chain decides, for REST and CDI wrap what they pass on. */
    @ServerExceptionMapper(priority = PRIORITY)
    Response map(Throwable failure, RoutingContext request) {
        return first(failure, ProblemException.class)
                .map(ProblemException::problem)
                .or(() ->
                        first(failure, ResteasyReactiveViolationException.class).flatMap(ViolationProblem::of))
                .map(problem -> problem.at(request.normalizedPath()).reply().build())
                .orElseGet(() -> reply(failure, meaning(failure), request));
    }

    /** The mapper of an exception's nearest class comes before all priorities: so those that Quarkus maps are named. */
    @ServerExceptionMapper(
            priority = PRIORITY,
            value = {
                AuthenticationCompletionException.class,
                InvalidDefinitionException.class,
                MismatchedInputException.class,
                ValidationException.class
            })
    Response mapNamed(Throwable failure, RoutingContext request) {
        return map(failure, request);
    }

    @ServerExceptionMapper(priority = PRIORITY)
    Response forbid(ForbiddenException failure, RoutingContext request, ResourceInfo resource) {
        RolesAllowed wanted = resource.getResourceMethod().getAnnotation(RolesAllowed.class);
        if (wanted == null) {
            return map(failure, request);
        }
        Problem problem = StatusProblem.forbidden(String.join(" or ", wanted.value()));
        refused.count(problem);
        return problem.at(request.normalizedPath()).reply().build();
    }

    @ServerExceptionMapper(priority = PRIORITY)
    Uni<Response> challenge(UnauthorizedException failure, RoutingContext request) {
        return new UnauthorizedExceptionMapper().handle(request).map(challenge -> reply(failure, challenge, request));
    }

    @ServerExceptionMapper(priority = PRIORITY)
    Uni<Response> challenge(AuthenticationFailedException failure, RoutingContext request) {
        return new AuthenticationFailedExceptionMapper()
                .handle(request, failure)
                .map(challenge -> reply(failure, challenge, request));
    }

    private static <T extends Throwable> Optional<T> first(Throwable failure, Class<T> type) {
        return SqlFailure.causes(failure, type).findFirst();
    }

    /** A reply of the status and with the headers that the exception stands for. */
    private static Response meaning(Throwable failure) {
        // What another service has answered us is no answer to our client.
        if (failure instanceof WebApplicationException known && !(failure instanceof ResteasyReactiveClientProblem)) {
            return known.getResponse();
        }
        if (failure instanceof JsonProcessingException json && !(json.getProcessor() instanceof JsonGenerator)) {
            return Response.status(Status.BAD_REQUEST).build();
        }
        if (failure instanceof AuthenticationCompletionException) {
            return Response.status(Status.UNAUTHORIZED).build();
        }
        if (failure instanceof ForbiddenException) {
            return Response.status(Status.FORBIDDEN).build();
        }
        // Two writers met, and the resource has no better answer than that.
        if (first(failure, OptimisticLockException.class).isPresent()) {
            return Response.status(Status.CONFLICT).build();
        }
        if (SqlFailure.of(failure) == SqlFailure.TRANSIENT) {
            LOG.warnf("A request is refused, for the database fails: %s", SqlFailure.describe(failure));
            return Response.status(Status.SERVICE_UNAVAILABLE)
                    .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                    .build();
        }
        return Response.serverError().build();
    }

    private static Response reply(Throwable failure, Response meaning, RoutingContext request) {
        StatusType status = meaning.getStatusInfo();
        if (status.getFamily() == Status.Family.REDIRECTION) {
            return meaning;
        }
        ResponseBuilder reply = first(failure, JsonProcessingException.class)
                .filter(json -> status.getStatusCode() == Status.BAD_REQUEST.getStatusCode())
                .map(JsonProblem::of)
                .or(() -> StatusProblem.of(status.getStatusCode()).map(StatusProblem::toProblem))
                .orElseGet(() -> unexpected(failure, status))
                .at(request.normalizedPath())
                .reply();
        meaning.getHeaders().forEach((name, values) -> {
            if (REPLACED.stream().noneMatch(name::equalsIgnoreCase)) {
                values.forEach(value -> reply.header(name, value));
            }
        });
        return reply.build();
    }

    private static Problem unexpected(Throwable failure, StatusType status) {
        String correlation = UUID.randomUUID().toString();
        LOG.errorf(failure, "A request failed unexpectedly, correlation id %s", correlation);
        return new Problem(
                status.getStatusCode(),
                status.getReasonPhrase(),
                "The service failed unexpectedly.",
                "",
                "",
                "unexpected",
                correlation,
                "Look for the correlation id in the service's log.");
    }
}
