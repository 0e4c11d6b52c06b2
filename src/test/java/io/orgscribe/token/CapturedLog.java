package io.orgscribe.token;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.formatters.PatternFormatter;

/** Everything that is logged while it is open, of all categories at all levels that the build lets through. */
final class CapturedLog extends Handler implements AutoCloseable {

    private static final List<String> CATEGORIES = List.of(
            "",
            "io",
            "io.orgscribe",
            "io.quarkus",
            "io.quarkus.oidc",
            "io.quarkus.oidc.client",
            "io.quarkus.oidc.client.runtime.OidcClientImpl",
            "io.quarkus.oidc.common.runtime.OidcCommonUtils",
            "io.vertx",
            "io.netty",
            "org.jboss",
            "org.hibernate",
            "org.hibernate.SQL",
            "org.hibernate.orm.jdbc.bind");

    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final PatternFormatter formatter = new PatternFormatter("%p %c %s%e%n");
    private final List<Logger> loggers =
            CATEGORIES.stream().map(Logger::getLogger).toList();
    private final List<Level> levels = loggers.stream().map(Logger::getLevel).toList();

    CapturedLog() {
        setLevel(Level.ALL);
        loggers.forEach(logger -> logger.setLevel(Level.ALL));
        loggers.get(0).addHandler(this);
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void publish(LogRecord line) {
        lines.add(formatter.format(ExtLogRecord.wrap(line)));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        loggers.get(0).removeHandler(this);
        for (int i = 0; i < loggers.size(); i++) {
            loggers.get(i).setLevel(levels.get(i));
        }
    }
}
