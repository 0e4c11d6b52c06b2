package io.orgscribe.extraction;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

import org.jboss.logging.MDC;

import io.orgscribe.run.Attempt;

/**
 * A part of an attempt that goes on in a thread of its own beside the attempt's: both wait for Salesforce for most of
 * their time. Closing stops it where it has not ended, and returns when it does nothing any more.
 */
final class BackgroundTask<T> implements AutoCloseable {

    private final FutureTask<T> task;
    private final Thread thread;

    private BackgroundTask(String name, Supplier<T> part) {
        Map<String, Object> context = Map.copyOf(MDC.getMap());
        task = new FutureTask<>(part::get);
        thread = new Thread(
                () -> {
                    context.forEach(MDC::put);
                    task.run();
                },
                name);
        thread.setDaemon(true);
    }

    static <T> BackgroundTask<T> start(String name, Supplier<T> part) {
        BackgroundTask<T> task = new BackgroundTask<>(name, part);
        task.thread.start();
        return task;
    }

    /** For a part that brings nothing back. */
    static BackgroundTask<Void> start(String name, Runnable part) {
        return start(name, () -> {
            part.run();
            return null;
        });
    }

    /** Waits for what the part brings, and throws what it throws. */
    T join() {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Attempt.Stopped();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        if (!task.isDone()) {
            thread.interrupt();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
                thread.interrupt();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
