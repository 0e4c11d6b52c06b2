package io.orgscribe.salesforce;

import java.time.Duration;
import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How Orgscribe speaks to Salesforce. */
@ConfigMapping(prefix = "orgscribe.salesforce")
public interface SalesforceConfig {

    /**
     * Hosts that may be called: names, or {@code *.} and a domain for all its sub-domains. Only https is allowed, but
     * for a listed loopback address ({@code 127.0.0.1}, {@code localhost} or {@code [::1]}, with or without a port),
     * which may be http on any port. Default: Salesforce's login, test and My Domain hosts.
     */
    @WithDefault(
            "login.salesforce.com,test.salesforce.com,*.my.salesforce.com,*.my.salesforce.mil,*.my.sfcrmproducts.cn")
    List<String> allowedHosts();

    /** How long a connection may take to be made. Default: 10 seconds. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long a call may take, from the request to the end of the reply. Default: 5 minutes. */
    @WithDefault("5m")
    Duration callTimeout();

    /**
     * How long a call that describes several sObjects at once may take before it is asked again in halves. Default: 2
     * minutes.
     */
    @WithDefault("2m")
    Duration batchTimeout();

    /** How many bytes a reply may have, unpacked, before it is cut off. Default: 536870912 (512 MiB). */
    @WithDefault("536870912")
    @Min(1)
    long maxReplySize();

    /** How many sObjects are described by one call, at most Salesforce's 25. Default: 25. */
    @WithDefault("25")
    @Min(1)
    @Max(25)
    int batchSize();

    /** How many times a call is made before it counts as failed. Default: 3. */
    @WithDefault("3")
    @Min(1)
    int attempts();

    /**
     * The longest wait before a failed call is made again; doubles with each further failure up to 30 times its value.
     * The wait itself is random below that. Default: 1 second.
     */
    @WithDefault("1s")
    Duration retryDelay();

    /**
     * How long to ask an org in vain: when no call has succeeded for so long, the run is given up. Default: 5 minutes.
     */
    @WithDefault("5m")
    Duration patience();

    /** How long a call for something small may take, such as the limits. Default: 30 seconds. */
    @WithDefault("30s")
    Duration smallCallTimeout();

    /** When an org counts as failing as a whole. */
    CircuitConfig circuit();

    /** When an org counts as failing as a whole, so that it is left alone for a while. */
    interface CircuitConfig {

        /** After so many calls in a row that have failed for what no table is to blame for. Default: 10. */
        @WithDefault("10")
        @Min(2)
        int failures();

        /** For how long it is not called then. Default: 30 seconds. */
        @WithDefault("30s")
        Duration delay();
    }

    /** How many calls of one kind and org are under way at once. */
    InFlightConfig inFlight();

    /** How many calls of one kind and org are under way at once; adapts to what the org bears. */
    interface InFlightConfig {

        /** At the start of a run; of definitions never more. Default: 4. */
        @WithDefault("4")
        @Min(1)
        int start();

        /** Of describes at most. Default: 10. */
        @WithDefault("10")
        @Min(1)
        int max();
    }
}
