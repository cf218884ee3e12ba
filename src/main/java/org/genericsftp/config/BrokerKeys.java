package org.genericsftp.config;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import org.genericsftp.jms.BrokerSettings;

/** What can stand below {@code broker}. */
final class BrokerKeys {
    private static final BrokerSettings.Timing USUAL_TIMING = BrokerSettings.Timing.DEFAULT;

    /** Never shown: its options and its user info can hold secrets. */
    private static final ValueType<String> ANY_URL = new ValueType<>(
            "a broker URL such as failover:(tcp://host:61616)",
            false,
            text -> Optional.of(text).filter(BrokerSettings::isUrl),
            Function.identity());

    static final KeyTable TABLE = new KeyTable();

    static final Key<String> URL =
            TABLE.required("url", ANY_URL, "Any ActiveMQ client URL: `tcp://host:61616`, `ssl://…`, `failover:(…)`");

    static final Key<String> USERNAME =
            TABLE.optional("username", ValueType.TEXT, "The worker's account at the broker; without it, none is given");

    static final Key<String> PASSWORD = TABLE.optional("password", ValueType.SECRET, "Its password");

    static final Key<Duration> CONNECT_TIMEOUT = TABLE.usually(
            "connect-timeout",
            ValueType.DURATION,
            USUAL_TIMING.connect(),
            "How long the broker may take to accept the login");

    static final Key<Duration> REQUEST_TIMEOUT = TABLE.usually(
            "request-timeout",
            ValueType.DURATION,
            USUAL_TIMING.request(),
            "How long the broker may take to answer, to a commit for instance; then the attempt is broken off");

    static final Key<Duration> SEND_TIMEOUT = TABLE.usually(
            "send-timeout",
            ValueType.DURATION,
            USUAL_TIMING.send(),
            "How long the broker may take to accept a message, for which it may be short of room");

    static final Key<Void> TLS =
            TABLE.section("tls", "[See there](#brokertls): whom connections by `ssl://` trust, and what they show");

    private BrokerKeys() {}

    /** A broker's URL without what can hold secrets in it. */
    static String masked(String url) {
        return url.replaceAll("//[^/@,)]*@", "//").replaceAll("\\?[^,)]*", "");
    }
}
