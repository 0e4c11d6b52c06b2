package io.orgscribe.salesforce;

import java.io.InputStream;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import io.quarkus.rest.client.reactive.Url;
import io.smallrye.mutiny.Uni;
import org.eclipse.microprofile.rest.client.annotation.ClientHeaderParam;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * The one REST client for all orgs. Asynchronous so that a call can be cancelled before its reply has begun; gzip is
 * asked for here and undone by {@link StreamedReply}, which counts on both sides of it.
 */
@ClientHeaderParam(name = HttpHeaders.ACCEPT_ENCODING, value = "gzip")
@ClientHeaderParam(name = HttpHeaders.ACCEPT, value = MediaType.APPLICATION_JSON)
interface SalesforceRestClient {

    /** Of the headers null sends none. */
    @GET
    Uni<RestResponse<InputStream>> get(
            @Url String url,
            @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization,
            @HeaderParam(HttpHeaders.IF_MODIFIED_SINCE) String ifModifiedSince);

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    Uni<RestResponse<InputStream>> post(
            @Url String url, @HeaderParam(HttpHeaders.AUTHORIZATION) String authorization, String body);

    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    Uni<RestResponse<InputStream>> postForm(@Url String url, String form);
}
