package io.orgscribe.access;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.ext.web.RoutingContext;

/**
 * Who has changed what. Each change writes one entry in its own transaction, so that neither is without the other.
 * Secrets, and what was refused, are not in it.
 */
@ApplicationScoped
public class AuditLog {

    private final CurrentVertxRequest request;
    private final Clock clock;

    AuditLog(CurrentVertxRequest request, Clock clock) {
        this.request = request;
        this.clock = clock;
    }

    /**
     * Which entries are asked for; what is null is not asked about.
     *
     * @param since inclusive
     * @param until exclusive
     */
    record Filter(String actor, AuditAction action, Instant since, Instant until) {}

    /** Who sends the request that is being answered. */
    public Actor actor() {
        return Authenticator.caller(current())
                .map(Actor::of)
                .orElseThrow(() -> new IllegalStateException("Nobody knows who sends this request"));
    }

    /**
     * Notes a change by whoever sends the request.
     *
     * @param id of what is changed
     * @param name of it, for people
     */
    @Transactional(TxType.MANDATORY)
    public void record(AuditAction action, String id, String name) {
        record(actor(), action, id, name);
    }

    /** Notes a change in the name of somebody else than whoever sends the request. */
    @Transactional(TxType.MANDATORY)
    public void record(Actor actor, AuditAction action, String id, String name) {
        AuditEntry entry = new AuditEntry();
        entry.at = clock.instant();
        entry.actor = actor.name();
        entry.actorVia = actor.via();
        entry.actorId = actor.id();
        entry.action = action.toString();
        entry.targetType = action.target();
        entry.targetId = id;
        entry.targetName = name;
        entry.address = RemoteAddress.of(current().request());
        entry.persist();
    }

    /** Newest first. Relies on the primary key and audit_entry_actor, _action: ids ascend with time. */
    @Transactional
    List<AuditEntry> list(Filter filter, Optional<UUID> before, int limit) {
        Map<String, Object> conditions = new LinkedHashMap<>();
        conditions.put("actor = :actor", filter.actor);
        conditions.put("action = :action", filter.action == null ? null : filter.action.toString());
        conditions.put("at >= :since", filter.since);
        conditions.put("at < :until", filter.until);
        conditions.put("id < :before", before.orElse(null));
        conditions.values().removeIf(value -> value == null);
        Map<String, Object> parameters = new LinkedHashMap<>();
        conditions.forEach((condition, value) -> parameters.put(condition.replaceFirst(".*:", ""), value));
        List<String> where = new ArrayList<>(conditions.keySet());
        where.add("1 = 1");
        return AuditEntry.<AuditEntry>find(String.join(" and ", where) + " order by id desc", parameters)
                .page(0, limit)
                .list();
    }

    private RoutingContext current() {
        return request.getCurrent();
    }
}
