package io.orgscribe;

import jakarta.persistence.OptimisticLockException;
import jakarta.ws.rs.core.Response;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Exceptions that would otherwise not become the problem that they are. */
class PlatformExceptions {

    /** Two writers met, and the resource has no better answer than that. */
    @ServerExceptionMapper
    Response lostUpdate(OptimisticLockException failure) {
        return StatusProblem.CONCURRENT_CHANGE.toProblem().toResponse();
    }

    /** Quarkus has a mapper of its own for these, whose reply is no problem. */
    @ServerExceptionMapper
    Response wrongType(MismatchedInputException failure) {
        return JsonProblem.of(failure).toResponse();
    }
}
