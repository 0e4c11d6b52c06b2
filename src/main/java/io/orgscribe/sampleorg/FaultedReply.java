package io.orgscribe.sampleorg;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A reply and what goes wrong while it is sent.
 *
 * @param from where in the body the fault's percents begin: the start of the part of a composite that it strikes
 * @param to where they end
 */
record FaultedReply(Reply reply, Optional<Fault> fault, int from, int to) {

    static FaultedReply of(Reply reply) {
        return new FaultedReply(reply, Optional.empty(), 0, reply.body().length);
    }

    FaultedReply struckBy(Fault newFault) {
        return struckBy(newFault, from, to);
    }

    FaultedReply struckBy(Fault newFault, int newFrom, int newTo) {
        if (newFault instanceof Fault.Answer answer) {
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            Reply answered =
                    new Reply(answer.status(), reply.headers(), body).with("Content-Type", answer.contentType());
            for (var header : answer.headers().entrySet()) {
                answered = answered.with(header.getKey(), header.getValue());
            }
            return of(answered);
        }
        if (newFault instanceof Fault.Rewritten rewritten) {
            String body = new String(reply.body(), StandardCharsets.UTF_8)
                    .replaceAll(rewritten.pattern(), rewritten.replacement());
            return of(new Reply(reply.status(), reply.headers(), body.getBytes(StandardCharsets.UTF_8)));
        }
        return new FaultedReply(reply, Optional.of(newFault), newFrom, newTo);
    }

    int at(int percent) {
        return from + (int) ((long) (to - from) * percent / 100);
    }
}
