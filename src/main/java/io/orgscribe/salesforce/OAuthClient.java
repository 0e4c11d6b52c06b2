package io.orgscribe.salesforce;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Posts forms to the OAuth endpoints, each exactly once whatever comes of it: a code and a rotating refresh token are
 * spent by being sent.
 */
@ApplicationScoped
public class OAuthClient {

    /** In bytes. Real replies have a few kB, the longest with a JWT as access token. */
    public static final int LONGEST_REPLY = 256 * 1024;

    private final Transport transport;
    private final AllowedHosts hosts;

    OAuthClient(Transport transport, AllowedHosts hosts) {
        this.transport = transport;
        this.hosts = hosts;
    }

    /**
     * A reply as it came.
     *
     * @param body may carry tokens: not to be shown to anybody
     */
    public record FormReply(int status, String body) {
        @Override
        public String toString() {
            return "FormReply[" + status + "]";
        }
    }

    /**
     * Sends a form and reads the reply whole.
     *
     * @param path such as {@code /services/oauth2/token}
     * @param form its members in clear
     * @param timeout until the end of the reply
     * @throws SalesforceException where no whole reply came. Of {@link FailureCause#HOST_NOT_ALLOWED},
     *     {@link FailureCause#UNREACHABLE} and a failed TLS handshake the host has seen nothing; after any other nobody
     *     knows what it has done
     */
    public FormReply post(URI host, String path, Map<String, String> form, Duration timeout) {
        URI url = hosts.require(host).resolve(path);
        String body = form.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(member ->
                        SalesforceClient.encoded(member.getKey()) + "=" + SalesforceClient.encoded(member.getValue()))
                .collect(Collectors.joining("&"));
        try (StreamedReply reply = transport.sendForm(url, body, timeout, LONGEST_REPLY)) {
            return new FormReply(reply.status(), new String(reply.body().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new SalesforceException(FailureCause.CONNECTION_LOST, 0, "The reply broke off.", e);
        }
    }
}
