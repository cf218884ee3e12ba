package org.genericsftp.config;

import java.util.Optional;
import java.util.function.Function;
import org.genericsftp.jms.BrokerSettings;

/** What can stand below {@code broker}. */
final class BrokerKeys {
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

    static final KeyTable TABLE = KeyTable.of(URL, USERNAME, PASSWORD);

    private BrokerKeys() {}
}
