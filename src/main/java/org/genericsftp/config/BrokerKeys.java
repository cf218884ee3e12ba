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

    static final Key<String> URL =
            Key.required("url", ANY_URL, "Any ActiveMQ client URL: `tcp://host:61616`, `ssl://…`, `failover:(…)`");

    static final Key<String> USERNAME =
            Key.optional("username", ValueType.TEXT, "The worker's account at the broker; without it, none is given");

    static final Key<String> PASSWORD = Key.optional("password", ValueType.SECRET, "Its password");

    static final Key<Duration> CONNECT_TIMEOUT = Key.usually(
            "connect-timeout",
            ValueType.DURATION,
            USUAL_TIMING.connect(),
            "How long the broker may take to accept the login");

    static final Key<Duration> REQUEST_TIMEOUT = Key.usually(
            "request-timeout",
            ValueType.DURATION,
            USUAL_TIMING.request(),
            "How long the broker may take to answer, to a commit for instance; then the attempt is broken off");

    static final Key<Duration> SEND_TIMEOUT = Key.usually(
            "send-timeout",
            ValueType.DURATION,
            USUAL_TIMING.send(),
            "How long the broker may take to accept a message, for which it may be short of room");

    static final KeyTable TABLE = KeyTable.of(URL, USERNAME, PASSWORD, CONNECT_TIMEOUT, REQUEST_TIMEOUT, SEND_TIMEOUT);

    private BrokerKeys() {}
}
