package org.genericsftp.jms;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which broker, and as whom. Its text shows neither the password nor the URL's options, which may hold secrets. */
public record BrokerSettings(
        String url,
        @Nullable String username,
        @Nullable String password,
        Timing timing,
        @Nullable BrokerTls tls) {

    /**
     * How long the broker may take.
     *
     * @param connect to let us in
     * @param request to answer anything but a send; the commit of a long transaction takes longest
     * @param send to take a message; a broker without room takes it late
     */
    public record Timing(Duration connect, Duration request, Duration send) {
        public static final Timing DEFAULT =
                new Timing(Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofSeconds(30));
    }

    private static final Pattern BEGINNING = Pattern.compile("[A-Za-z0-9+]+:(?://|\\().+");

    /** @throws IllegalArgumentException when the URL is none */
    public BrokerSettings {
        if (!isUrl(url)) {
            throw new IllegalArgumentException("Not the URL of a broker, such as tcp://localhost:61616");
        }
    }

    /** With the usual timing; secured as all of the JVM, where the URL says that it is. */
    public BrokerSettings(String url, @Nullable String username, @Nullable String password) {
        this(url, username, password, Timing.DEFAULT);
    }

    /** Secured as all of the JVM, where the URL says that it is. */
    public BrokerSettings(String url, @Nullable String username, @Nullable String password, Timing timing) {
        this(url, username, password, timing, null);
    }

    /** The same, at another URL. */
    BrokerSettings at(String otherUrl) {
        return new BrokerSettings(otherUrl, username, password, timing, tls);
    }

    /** Whether the text can be a broker's URL: {@code tcp://host:61616} or {@code failover:(…)}, but not {@code host:61616}. */
    public static boolean isUrl(String text) {
        try {
            return BEGINNING.matcher(text).matches() && new URI(text).isAbsolute();
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /** The URL without its options. */
    public String address() {
        return url.replaceAll("\\?[^,)]*", "");
    }

    @Override
    public String toString() {
        return "broker " + address() + (username == null ? "" : " as " + username);
    }
}
