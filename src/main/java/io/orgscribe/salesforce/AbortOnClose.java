package io.orgscribe.salesforce;

import jakarta.ws.rs.client.ClientRequestContext;
import jakarta.ws.rs.client.ClientResponseContext;
import jakarta.ws.rs.client.ClientResponseFilter;

import io.vertx.core.http.HttpClientRequest;
import org.jboss.resteasy.reactive.client.spi.ResteasyReactiveClientRequestContext;

/**
 * Gives each reply an {@link AbortableStream}. Left to itself the REST client reads a closed reply on until its end,
 * which for an endless one never comes.
 */
final class AbortOnClose implements ClientResponseFilter {

    @Override
    public void filter(ClientRequestContext request, ClientResponseContext response) {
        if (response.getEntityStream() != null) {
            HttpClientRequest sent = ((ResteasyReactiveClientRequestContext) request).unwrap(HttpClientRequest.class);
            response.setEntityStream(new AbortableStream(response.getEntityStream(), sent::reset));
        }
    }
}
