package io.orgscribe.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;

import io.orgscribe.run.CallBudget.Usage;
import io.orgscribe.salesforce.FailureCause;
import io.orgscribe.salesforce.Meter;

/** What one attempt has done and spent so far. Thread-safe; the heartbeat writes it to the run. */
public final class Progress implements Meter {

    /** @param describedSinceNanos {@link System#nanoTime()} when describing began, 0 before */
    public record Described(int total, int before, int done, int failed, int columns, long describedSinceNanos) {

        /** Of this attempt; 0 where nothing can be said yet. */
        int tablesPerMinute(long nowNanos) {
            double minutes = (nowNanos - describedSinceNanos) / 60e9;
            return describedSinceNanos == 0 || minutes <= 0 ? 0 : (int) ((done - before) / minutes);
        }

        /** How long the rest will take; empty where nothing can be said. */
        Optional<Duration> left(long nowNanos) {
            int perMinute = tablesPerMinute(nowNanos);
            int left = total - done - failed;
            return perMinute == 0 || left <= 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(60L * left / perMinute));
        }
    }

    private static final Pattern UNDERSCORE = Pattern.compile("_(.)");

    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private final int retryBudget;
    private final AtomicLong bytesOnWire;
    private final AtomicLong bytesUnpacked;
    private final AtomicInteger notModified;
    private final AtomicInteger unannotated = new AtomicInteger();
    private final Set<String> notices = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Set<String> withheld = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> reasons = Collections.synchronizedSet(new TreeSet<>());
    private final Set<String> settled = Collections.synchronizedSet(new TreeSet<>());
    private final AtomicInteger done = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();
    private final AtomicInteger columns = new AtomicInteger();
    private volatile int total;
    private volatile int before;
    private volatile long describedSince;
    private volatile Usage org = Usage.UNKNOWN;
    private volatile Usage app = Usage.UNKNOWN;
    private volatile CallBudget budget = CallBudget.UNBOUNDED;
    private volatile boolean advanced;
    private volatile boolean incomplete;
    private volatile long heardNanos = System.nanoTime();
    private int made;
    private int madeAgain;
    private RunError refusal;
    private volatile Stage stage = Stage.AUTHORIZE;

    /**
     * @param earlier what earlier attempts have spent; the bill is the run's
     * @param retryBudget how many calls that have failed may be made again
     */
    Progress(Claim.Spent earlier, int retryBudget) {
        this.retryBudget = retryBudget;
        calls.putAll(earlier.calls());
        bytesOnWire = new AtomicLong(earlier.bytesOnWire());
        bytesUnpacked = new AtomicLong(earlier.bytesUnpacked());
        notModified = new AtomicInteger(earlier.notModified());
    }

    /** From here on the attempt spends no more than this. */
    public void allow(CallBudget most) {
        budget = most;
    }

    /** Takes one call out of the budget. */
    @Override
    public synchronized boolean allows() {
        refusal = budget.refuses(made, org, app).orElse(null);
        if (refusal != null) {
            return false;
        }
        made++;
        org = org.plusOne();
        app = app.plusOne();
        return true;
    }

    @Override
    public synchronized boolean retries() {
        madeAgain++;
        if (madeAgain == retryBudget + 1) {
            notice("So many calls failed that none was made again after " + retryBudget + " of them.");
        }
        return madeAgain <= retryBudget;
    }

    /** Why the last call that was asked for was not allowed; empty where it was. */
    public synchronized Optional<RunError> refusal() {
        return Optional.ofNullable(refusal);
    }

    /** Whether the calls of an attempt are counted out. */
    public boolean bounded() {
        return budget.callsPerAttempt() != null;
    }

    /** Something that a person should know of the run. */
    public void notice(String sentence) {
        notices.add(sentence);
    }

    /**
     * What the run goes on without, for the user lacks View Setup and Configuration.
     *
     * @param why what Salesforce has answered
     */
    public void withheld(String what, String why) {
        withheld.add(what);
        reasons.add(why);
    }

    List<String> notices() {
        List<String> all = new ArrayList<>(notices);
        if (!withheld.isEmpty()) {
            all.add("The user lacks a permission for " + String.join("; ", withheld)
                    + ": they were not read, and what earlier runs read of them was kept. "
                    + FailureCause.VIEW_SETUP_MISSING.remedy() + " " + String.join(" ", reasons));
        }
        return List.copyOf(all);
    }

    /** A part of what the catalog is to say was not read, beyond what tables have failed for. */
    public void incomplete() {
        incomplete = true;
    }

    /** Whether all that the catalog is to say, and that the user may read, was read. */
    public boolean isComplete() {
        return !incomplete && failed.get() == 0 && unannotated.get() == 0;
    }

    /** Definitions of a table could not be read. */
    void unannotated() {
        unannotated.incrementAndGet();
    }

    /** Definitions of a table were refused, which asking again does not change as long as nothing else does. */
    void settled(String table) {
        settled.add(table);
    }

    /** Names of tables of which the next run need not ask for definitions again, though they were not read. */
    public Set<String> settled() {
        return Set.copyOf(settled);
    }

    /** Whether this attempt has staged anything that the next one need not read. */
    public boolean advanced() {
        return advanced;
    }

    /** Something was staged. */
    public void advance() {
        advanced = true;
    }

    @Override
    public void called(Kind kind) {
        if (kind != Kind.VERSIONS) {
            calls.merge(name(kind), 1, Integer::sum);
        }
    }

    @Override
    public void received(long onWire, long unpacked) {
        heardNanos = System.nanoTime();
        bytesOnWire.addAndGet(onWire);
        bytesUnpacked.addAndGet(unpacked);
    }

    @Override
    public synchronized void orgUsage(long used, long allowed) {
        org = org.told(used, allowed);
    }

    @Override
    public synchronized void appUsage(long used, long allowed) {
        app = app.told(used, allowed);
    }

    @Override
    public void notModified(int parts) {
        notModified.addAndGet(parts);
    }

    public void enter(Stage next) {
        heardNanos = System.nanoTime();
        stage = next;
    }

    /** How long ago the org has sent anything or a stage has begun. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    Stage stage() {
        return stage;
    }

    /**
     * @param known tables that need no reading, for they are staged or known to be as they were
     * @param stagedColumns columns that earlier attempts have left staged
     */
    public void describing(int tables, int known, int stagedColumns) {
        total = tables;
        before = known;
        done.set(known);
        columns.set(stagedColumns);
        describedSince = System.nanoTime();
    }

    public void staged(int tables, int newColumns) {
        done.addAndGet(tables);
        columns.addAndGet(newColumns);
        advance();
    }

    /** Of those that were staged some turned out to be none that can be kept. */
    public void takenBack(int tables) {
        done.addAndGet(-tables);
        failed(tables);
    }

    public void failed(int tables) {
        failed.addAndGet(tables);
    }

    public Described described() {
        return new Described(total, before, done.get(), failed.get(), columns.get(), describedSince);
    }

    /** What this attempt and those before it have spent. */
    Claim.Spent spent() {
        return new Claim.Spent(new TreeMap<>(calls), bytesOnWire.get(), bytesUnpacked.get(), notModified.get());
    }

    /** Calls that Salesforce counts. */
    public int apiCalls() {
        return calls.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** As REST has it: {@code describeGlobal}. */
    private static String name(Kind kind) {
        return UNDERSCORE
                .matcher(kind.name().toLowerCase(Locale.ROOT))
                .replaceAll(letter -> letter.group(1).toUpperCase(Locale.ROOT));
    }

    /** The org's own counter, -1 where it was not told. */
    long orgUsed() {
        return org.used();
    }

    long orgAllowed() {
        return org.allowed();
    }
}
