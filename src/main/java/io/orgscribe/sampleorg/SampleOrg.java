package io.orgscribe.sampleorg;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

import io.orgscribe.samplemodel.Annotations;
import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.DurableIds;
import io.orgscribe.samplemodel.Edits;
import io.orgscribe.samplemodel.Evolution;
import io.orgscribe.samplemodel.Evolutions;
import io.orgscribe.samplemodel.History;
import io.orgscribe.samplemodel.Ids;
import io.orgscribe.samplemodel.OpenFact;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.RollUps;
import io.orgscribe.samplemodel.SampleOrgSettings;

/**
 * A look-alike of a Salesforce org on its own loopback port, under Salesforce's own paths: as strict as Salesforce, its
 * bill the same, its metadata made from a seed. It evolves and breaks on request.
 */
public class SampleOrg implements AutoCloseable {

    private static final int LONGEST_HEADER = 16_384;

    final SampleOrgSettings settings;
    private final Vertx vertx;
    private final boolean ownsVertx;
    final Identity identity;
    final Org org;
    private final Meters meters = new Meters();
    private final Faults faults = new Faults();
    final Logins logins;
    final Annotations annotations;
    final RollUps rollUps;
    final Records records;
    final Api api;
    private final Evolutions evolutions;
    private final History history;
    private final HttpFrontend httpFrontend;
    private final HttpServer server;
    private int step;
    private boolean closed;

    SampleOrg(SampleOrgSettings settings, Vertx vertx, boolean ownsVertx) {
        this.settings = settings;
        this.vertx = vertx;
        this.ownsVertx = ownsVertx;
        identity = Identity.of(settings);
        org = new Org(settings);
        logins = new Logins(settings, identity);
        DurableIds durableIds = new DurableIds(settings.seed());
        annotations = new Annotations(settings, durableIds, org::asPlanned);
        rollUps = new RollUps(org, settings.seed());
        records = new Records(settings, identity, org, annotations);
        TableIndex index = new TableIndex(org, durableIds);
        TableDefinitions tables = new TableDefinitions(index, durableIds, annotations);
        FieldDefinitions fields = new FieldDefinitions(org, index, durableIds, annotations);
        Queries queries = new Queries(settings, org, tables, fields, records);
        FieldMetadata fieldMetadata = new FieldMetadata(settings.viewSetup(), fields, annotations, rollUps);
        api = new Api(settings, identity, org, queries, fieldMetadata, meters);
        evolutions = new Evolutions(org, new Ids(settings.seed()));
        settings.hiddenFields().forEach(this::hide);
        history = new History(settings.stateFile());
        history.steps().forEach(this::takeStep);
        Composite composite =
                new Composite(api, faults, meters, settings.openFacts().contains(OpenFact.COMPOSITE_PARTS_COUNTED));
        IdentityService identityService = new IdentityService(settings, identity, logins.accessTokens(), records);
        Router router =
                new Router(settings, logins, identityService, api, composite, faults, meters, new AdminApi(this));
        httpFrontend = new HttpFrontend(vertx, router, meters, settings.latency());
        server = listen();
    }

    /** Starts an org with threads of its own. Returns when it listens. */
    public static SampleOrg start(SampleOrgSettings settings) {
        return onOwnThreads(vertx -> new SampleOrg(settings, vertx, true));
    }

    static <T extends SampleOrg> T onOwnThreads(Function<Vertx, T> start) {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2));
        try {
            return start.apply(vertx);
        } catch (RuntimeException e) {
            // Its threads would keep the process alive.
            await(vertx.close());
            throw e;
        }
    }

    /** Starts an org on the threads of somebody else, who ends them. */
    public static SampleOrg start(SampleOrgSettings settings, Vertx vertx) {
        return new SampleOrg(settings, vertx, false);
    }

    private HttpServer listen() {
        HttpServerOptions options = new HttpServerOptions()
                .setHost("127.0.0.1")
                .setPort(settings.port())
                // Salesforce speaks HTTP/1.1 where no TLS has agreed on more.
                .setHttp2ClearTextEnabled(false)
                .setMaxInitialLineLength(2 * LONGEST_HEADER)
                .setMaxHeaderSize(LONGEST_HEADER);
        return await(
                vertx.createHttpServer(options).requestHandler(httpFrontend).listen());
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the sample org started or ended", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The sample org did not start or end: " + e.getMessage(), e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:8089}. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    public int port() {
        return server.actualPort();
    }

    public String orgId() {
        return identity.orgId();
    }

    /** API names of all tables, sorted without regard to case. */
    public List<String> tables() {
        return org.names();
    }

    public Bill bill() {
        return meters.bill();
    }

    /** Starts a new bill; the org's own counter of the last 24 hours goes on. */
    public void resetBill() {
        meters.reset();
    }

    /** Sets the org's own counter of the last 24 hours, as if other clients had used so many calls. */
    public void setUsedCalls(long used) {
        meters.setUsed(used);
    }

    /** From now on each reply is held back as long as this. */
    public void setLatency(Duration latency) {
        httpFrontend.delay(latency);
    }

    /** What is asked of the API while it runs. */
    Recording recording() {
        return httpFrontend.recording();
    }

    public Faults faults() {
        return faults;
    }

    /** Ends all sessions: their next call is 401. */
    public void expireTokens() {
        logins.accessTokens().expireAll();
    }

    /** From now on each login is refused in this way; empty to let in again. */
    public void refuseLogins(Optional<LoginError> how) {
        logins.force(how);
    }

    private Edits edits(Supplier<Instant> now) {
        return new Edits(org, now, annotations.administrator());
    }

    /** Changes one field in each of so many custom tables, spread over the org. Returns their names. */
    public synchronized List<String> changeTables(int count) {
        Instant at = nextInstant();
        return evolutions.change(count, edits(() -> at), "Revised on " + at + ".");
    }

    /** An event of the whole org, such as an edited permission: all dates of describes move, and nothing changes. */
    public void touchEverything() {
        org.touchAll(nextInstant());
    }

    /** Takes the next step of evolution and tells all that it changed. */
    public synchronized List<Evolution> evolve() {
        Instant at = nextInstant();
        List<Evolution> all = takeStep(at);
        history.add(at);
        return all;
    }

    /** @param field with its table, such as {@code Account.Phone} */
    private void hide(String field) {
        String[] split = field.split("\\.", 2);
        edits(org::lastModified).hideField(split[0], split[1]);
    }

    private List<Evolution> takeStep(Instant at) {
        return evolutions.step(step++, edits(() -> at));
    }

    /** How many steps of evolution it has taken. */
    public synchronized int step() {
        return step;
    }

    /** Offers one API version more, in which each root and each field has one key more. Returns its number. */
    public synchronized int nextApiVersion() {
        api.offer(api.highestVersion() + 1);
        return api.highestVersion();
    }

    /** Dates on the wire have seconds only, and a change must be later than what was read before it. */
    final Instant nextInstant() {
        Instant now = settings.clock().instant().truncatedTo(ChronoUnit.SECONDS);
        Instant earliest = org.lastEdit().plusSeconds(1);
        return now.isAfter(earliest) ? now : earliest;
    }

    /** What a person needs to connect. */
    Map<String, Object> summary() {
        return Map.of(
                "tables", org.names().size(),
                "columns", org.columns(),
                "seed", settings.seed(),
                "step", step(),
                "apiVersion", new ApiVersion(api.highestVersion()).text(),
                "orgId", orgId(),
                "consumerKey", settings.consumerKey(),
                "consumerSecret", settings.consumerSecret(),
                "username", settings.username());
    }

    /** Cuts all connections and stops listening. A second time it does nothing. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        await(server.close());
        if (ownsVertx) {
            await(vertx.close());
        }
    }
}
