package io.orgscribe.web;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

/** What is wrong with a value that Bean Validation has refused. */
final class ViolationProblem {

    private ViolationProblem() {}

    /**
     * Of several the first by name, so that the same request gets the same reply.
     *
     * @return empty where it is the reply that breaks a rule, which is nothing that the client could mend
     */
    static Optional<Problem> of(ConstraintViolationException failure) {
        return failure.getConstraintViolations().stream()
                .filter(violation -> nodes(violation).get(1).getKind() != ElementKind.RETURN_VALUE)
                .map(ViolationProblem::problem)
                .min(Comparator.comparing(Problem::remedy));
    }

    private static Problem problem(ConstraintViolation<?> violation) {
        List<String> path = nodes(violation).stream().map(Path.Node::toString).toList();
        // The method, the parameter, and within a body its members.
        String field = path.size() == 2 ? path.get(1) : String.join(".", path.subList(2, path.size()));
        return Problem.badRequest(
                field, "invalid_value", "A value is outside of what is allowed.", field + " " + violation.getMessage());
    }

    private static List<Path.Node> nodes(ConstraintViolation<?> violation) {
        return StreamSupport.stream(violation.getPropertyPath().spliterator(), false)
                .toList();
    }
}
