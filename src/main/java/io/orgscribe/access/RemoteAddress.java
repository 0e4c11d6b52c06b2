package io.orgscribe.access;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;

/** From where a request comes, as a trusted proxy tells it. */
final class RemoteAddress {

    private RemoteAddress() {}

    /** An IP address; where a proxy has given a name, or an address in brackets, that; else empty. */
    static String of(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        if (address == null) {
            return "";
        }
        if (address.hostAddress() != null) {
            return address.hostAddress();
        }
        return address.host() == null ? "" : address.host();
    }
}
