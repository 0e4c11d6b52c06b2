package io.orgscribe.web;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;

import io.quarkus.qute.TemplateInstance;

/** Pages as replies. */
public final class HtmlReply {

    private HtmlReply() {}

    /** The page, which only the browser that asked for it may keep, and has to ask for anew each time. */
    public static ResponseBuilder of(int status, TemplateInstance page) {
        return Response.status(status)
                .entity(page.render())
                .type(MediaType.TEXT_HTML_TYPE.withCharset("UTF-8"))
                .header(HttpHeaders.CACHE_CONTROL, "private, no-cache");
    }
}
