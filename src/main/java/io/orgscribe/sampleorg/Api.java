package io.orgscribe.sampleorg;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.orgscribe.samplemodel.ApiVersion;
import io.orgscribe.samplemodel.DescribeWriter;
import io.orgscribe.samplemodel.Org;
import io.orgscribe.samplemodel.SampleOrgSettings;
import io.orgscribe.samplemodel.SetupRefusal;
import io.orgscribe.samplemodel.TableModel;
import io.orgscribe.sampleorg.Bill.Kind;

/** What lies under {@code /services/data}, for callers that have been let in. */
final class Api {

    private static final Pattern DESCRIBE = Pattern.compile("/sobjects/(\\w+)/describe");
    private static final Pattern BASICS = Pattern.compile("/sobjects/(\\w+)");
    private static final Pattern RECORD = Pattern.compile("(/tooling)?/sobjects/(\\w+)/([\\w.]+)");
    private static final Pattern QUERY = Pattern.compile("(?:/tooling)?/query(?:All)?(?:/(.*))?");
    private static final String CUSTOM_FIELD = "/tooling/sobjects/CustomField/";

    private final SampleOrgSettings settings;
    private final Identity identity;
    private final Org org;
    private final DescribeWriter writer;
    private final Queries queries;
    private final FieldMetadata fieldMetadata;
    private final Meters meters;
    private volatile int highestVersion = ApiVersion.NEWEST_KNOWN;

    Api(
            SampleOrgSettings settings,
            Identity identity,
            Org org,
            Queries queries,
            FieldMetadata fieldMetadata,
            Meters meters) {
        this.settings = settings;
        this.identity = identity;
        this.org = org;
        this.writer = new DescribeWriter(org);
        this.queries = queries;
        this.fieldMetadata = fieldMetadata;
        this.meters = meters;
    }

    int highestVersion() {
        return highestVersion;
    }

    /** What a version that is not offered answers. */
    Optional<Reply> refusal(ApiVersion version) {
        if (version.number() < SampleOrgSettings.LOWEST_VERSION) {
            return Optional.of(
                    Reply.error(410, "UNSUPPORTED_API_VERSION", "The requested API version has been retired"));
        }
        return version.number() > highestVersion ? Optional.of(Reply.notFound()) : Optional.empty();
    }

    void offer(int version) {
        highestVersion = version;
    }

    Reply versions() {
        ArrayNode offered = JsonNodeFactory.instance.arrayNode();
        IntStream.rangeClosed(SampleOrgSettings.LOWEST_VERSION, highestVersion)
                .mapToObj(ApiVersion::new)
                .forEach(version -> offered.addObject()
                        .put("label", version.label())
                        .put("url", version.path())
                        .put("version", version.text()));
        return Reply.json(200, offered);
    }

    /** @param rest of the path behind the version, without a slash at its end */
    static Kind kind(String rest) {
        if (DESCRIBE.matcher(rest).matches()) {
            return Kind.DESCRIBE;
        }
        if (rest.startsWith(CUSTOM_FIELD)) {
            return Kind.METADATA;
        }
        return switch (rest) {
            case "" -> Kind.IDENTITY;
            case "/limits" -> Kind.LIMITS;
            case "/sobjects" -> Kind.DESCRIBE_GLOBAL;
            case "/limits/recordCount" -> Kind.RECORD_COUNT;
            case "/composite", "/tooling/composite" -> Kind.COMPOSITE;
            default -> QUERY.matcher(rest).matches() ? Kind.QUERY : Kind.OTHER;
        };
    }

    /** Answers all but composite calls; also their parts. */
    Reply get(Call call, ApiVersion version, String rest, String host) {
        if (!call.isRead()) {
            return Reply.methodNotAllowed(call.method(), "HEAD,GET");
        }
        return switch (kind(rest)) {
            case IDENTITY -> resources(version, host);
            case LIMITS -> withSetup(this::limits);
            case RECORD_COUNT ->
                withSetup(() -> queries.recordCount(
                        Optional.ofNullable(call.parameters().get("sObjects"))));
            case DESCRIBE_GLOBAL -> global(call, version);
            case DESCRIBE -> describe(call, version, rest);
            case QUERY -> query(call, version, rest);
            case METADATA -> fieldMetadata.of(rest.substring(CUSTOM_FIELD.length()), version);
            default -> other(call, version, rest);
        };
    }

    private Reply other(Call call, ApiVersion version, String rest) {
        Matcher record = RECORD.matcher(rest);
        if (record.matches()) {
            Optional<String> fields = Optional.ofNullable(call.parameters().get("fields"));
            return queries.record(record.group(2), record.group(3), fields, record.group(1) != null, version);
        }
        return switch (rest) {
            // Who only calls the API has looked at nothing.
            case "/recent" -> Reply.json(200, JsonNodeFactory.instance.arrayNode());
            case "/tooling" -> Reply.json(200, resources(version.path() + rest, "query", "composite"));
            default ->
                table(BASICS, rest)
                        .map(table -> Reply.json(200, writer.basics(table, version)))
                        .orElseGet(Reply::notFound);
        };
    }

    private Optional<TableModel> table(Pattern path, String rest) {
        return Optional.of(path.matcher(rest)).filter(Matcher::matches).flatMap(matcher -> org.table(matcher.group(1)));
    }

    private Reply withSetup(Supplier<Reply> answer) {
        SetupRefusal refusal = settings.setupRefusal();
        return settings.viewSetup() ? answer.get() : Reply.error(refusal.status(), refusal.name(), refusal.message());
    }

    private Reply describe(Call call, ApiVersion version, String rest) {
        Optional<TableModel> table = table(DESCRIBE, rest);
        if (table.isEmpty()) {
            return Reply.notFound();
        }
        Instant changed = org.lastModified(table.get().name());
        String etag = etag(table.get().name() + changed + version.number());
        return call.isFresh(changed, etag)
                ? Reply.notModified(changed, etag)
                : Reply.json(200, writer.describe(table.get(), version)).dated(changed, etag);
    }

    private Reply global(Call call, ApiVersion version) {
        Instant changed = org.lastModified();
        String etag = etag("all" + changed + version.number());
        return call.isFresh(changed, etag)
                ? Reply.notModified(changed, etag)
                : Reply.json(200, writer.global(version)).dated(changed, etag);
    }

    private Reply query(Call call, ApiVersion version, String rest) {
        boolean tooling = rest.startsWith("/tooling");
        String locator = QUERY.matcher(rest).replaceFirst("$1");
        if (!locator.isEmpty()) {
            return queries.more(locator, tooling, version);
        }
        String soql = call.parameters().get("q");
        return soql == null
                ? Reply.error(400, "MALFORMED_QUERY", "SOQL statements cannot be empty or null")
                : queries.query(soql, "true".equals(call.parameters().get("columns")), tooling, version);
    }

    private Reply resources(ApiVersion version, String host) {
        ObjectNode resources =
                resources(version.path(), "tooling", "limits", "sobjects", "query", "queryAll", "composite", "recent");
        return Reply.json(200, resources.put("identity", identity.url(host)));
    }

    private static ObjectNode resources(String path, String... names) {
        ObjectNode resources = Reply.object();
        Stream.of(names).forEach(name -> resources.put(name, path + "/" + name));
        return resources;
    }

    private Reply limits() {
        long remaining = Math.max(0, settings.dailyCalls() - meters.used());
        ObjectNode limits = Reply.object();
        limits.set("ConcurrentAsyncGetReportInstances", limit(200, 200));
        limits.set("DailyApiRequests", limit(settings.dailyCalls(), remaining).set("Dataloader Bulk", limit(0, 0)));
        limits.set("DataStorageMB", limit(11_000, 8_412));
        return Reply.json(200, limits);
    }

    private static ObjectNode limit(int most, long remaining) {
        return Reply.object().put("Max", most).put("Remaining", remaining);
    }

    private static String etag(String content) {
        return String.format(Locale.ROOT, "\"%08x\"", content.hashCode());
    }
}
