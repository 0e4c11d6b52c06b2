package io.orgscribe.salesforce;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/**
 * Calls for what a describe does not tell, besides {@link SalesforceClient} and under its rules. Most of it needs the
 * permission View Setup and Configuration.
 */
@ApplicationScoped
public class Definitions {

    /** Parts of one composite call, and queries among them. */
    private static final int MOST_PARTS = 25;

    private static final int MOST_QUERIES = 5;

    private final Calls calls;
    private final SalesforceConfig config;

    @Inject
    Definitions(Calls calls, SalesforceConfig config) {
        this.calls = calls;
        this.config = config;
    }

    /**
     * How many records each sObject has, as Salesforce counted some time ago: without recycle bin, histories, feeds and
     * shares; those without records may be absent.
     *
     * @throws SalesforceException {@link FailureCause#ACCESS_DENIED} without View Setup and Configuration
     * @see <a href="https://developer.salesforce.com/docs/atlas.en-us.api_rest.meta/api_rest/resources_record_count.htm">
     *     Record Count</a>
     */
    public Map<String, Long> recordCounts(Sessions sessions, String version, Meter meter) {
        return calls.call(
                sessions,
                session -> calls.get(
                        Meter.Kind.RECORD_COUNT, session, SalesforceClient.data(version) + "/limits/recordCount"),
                meter,
                reply -> Json.readWhole(reply.body(), SmallReaders::recordCounts));
    }

    /**
     * Asks several questions by one counted call.
     *
     * @param questions all of Tooling or none; at most 25, of which 5 queries
     * @return an answer to each, in their order; a refused part is an answer, too
     * @throws SalesforceException where the call as a whole fails, or leaves a question unanswered
     */
    public List<Answer> ask(Sessions sessions, String version, List<Question> questions, Meter meter) {
        boolean tooling = questions.get(0).tooling();
        long queries =
                questions.stream().filter(q -> q.path().contains("/query?")).count();
        if (questions.size() > MOST_PARTS
                || queries > MOST_QUERIES
                || questions.stream().anyMatch(q -> q.tooling() != tooling)) {
            throw new IllegalArgumentException("Not one composite call: " + questions.size() + " parts");
        }
        String data = SalesforceClient.data(version);
        List<CompositeBody.Part> parts = new ArrayList<>();
        for (Question question : questions) {
            parts.add(new CompositeBody.Part("part" + parts.size(), data + question.path(), question.headers()));
        }
        String path = data + (tooling ? "/tooling/composite" : "/composite");
        String body = CompositeBody.of(parts);
        Map<String, Answer> answers = calls.call(
                sessions,
                session -> calls.post(Meter.Kind.DEFINITIONS, session, path, body, config.batchTimeout()),
                meter,
                reply -> Json.readWhole(reply.body(), AnswerReader::read));
        return parts.stream()
                .map(part -> answered(answers.get(part.reference())))
                .toList();
    }

    private static Answer answered(Answer answer) {
        if (answer == null) {
            throw Json.unreadable("The reply left a part of the request out.");
        }
        return answer;
    }
}
