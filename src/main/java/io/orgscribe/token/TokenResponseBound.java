package io.orgscribe.token;

import jakarta.enterprise.context.ApplicationScoped;

import io.quarkus.arc.Unremovable;
import io.quarkus.oidc.common.OidcEndpoint;
import io.quarkus.oidc.common.OidcRequestFilter;
import io.smallrye.mutiny.Uni;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.codec.BodyCodec;
import io.vertx.ext.web.codec.spi.BodyStream;

import io.orgscribe.salesforce.OAuthClient;

/**
 * Keeps no more of a token reply than a token reply may have: the OIDC client would keep all of it. What is beyond is
 * read and forgotten, until the reply ends or its time is up; the reply is then no JSON any more.
 */
@ApplicationScoped
@Unremovable
@OidcEndpoint(OidcEndpoint.Type.TOKEN)
class TokenResponseBound implements OidcRequestFilter {

    static final int MOST = OAuthClient.LONGEST_REPLY;

    @Override
    public Uni<Void> filter(OidcRequestFilterContext context) {
        BodyCodec<Buffer> head = handler -> handler.handle(Future.succeededFuture(new Head()));
        // Changes the request itself.
        context.request().as(io.vertx.mutiny.ext.web.codec.BodyCodec.newInstance(head));
        return Uni.createFrom().voidItem();
    }

    /** The beginning of a body. */
    private static final class Head implements BodyStream<Buffer> {

        private final Buffer kept = Buffer.buffer();
        private final Promise<Buffer> whole = Promise.promise();

        @Override
        public Future<Void> write(Buffer data) {
            kept.appendBuffer(data, 0, Math.min(data.length(), MOST - kept.length()));
            return Future.succeededFuture();
        }

        @Override
        public void write(Buffer data, Handler<AsyncResult<Void>> handler) {
            write(data).onComplete(handler);
        }

        @Override
        public void end(Handler<AsyncResult<Void>> handler) {
            whole.tryComplete(kept);
            if (handler != null) {
                handler.handle(Future.succeededFuture());
            }
        }

        @Override
        public void handle(Throwable broken) {
            whole.tryFail(broken);
        }

        @Override
        public Future<Buffer> result() {
            return whole.future();
        }

        @Override
        public boolean writeQueueFull() {
            return false;
        }

        @Override
        public Head exceptionHandler(Handler<Throwable> handler) {
            return this;
        }

        @Override
        public Head setWriteQueueMaxSize(int maxSize) {
            return this;
        }

        @Override
        public Head drainHandler(Handler<Void> handler) {
            return this;
        }
    }
}
