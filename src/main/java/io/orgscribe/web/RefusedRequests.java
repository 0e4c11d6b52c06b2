package io.orgscribe.web;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts requests that nobody may make, or not this caller: the metric {@code orgscribe.requests.refused}. */
@ApplicationScoped
public class RefusedRequests {

    private final MeterRegistry registry;

    RefusedRequests(MeterRegistry registry) {
        this.registry = registry;
    }

    /** Counts one, by the cause of the problem that is answered. */
    public void count(Problem problem) {
        registry.counter("orgscribe.requests.refused", "cause", problem.cause()).increment();
    }
}
