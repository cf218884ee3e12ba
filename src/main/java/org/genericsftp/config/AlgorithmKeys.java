package org.genericsftp.config;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.ssh.AlgorithmKind;
import org.genericsftp.ssh.SshAlgorithms;

/** The keys of a client that choose what is offered to its server when a connection begins, one for each kind of algorithm. */
final class AlgorithmKeys {
    static final KeyTable TABLE = new KeyTable();

    private static final Map<AlgorithmKind, Key<List<String>>> KEYS = new EnumMap<>(AlgorithmKind.class);

    static {
        add(AlgorithmKind.KEY_EXCHANGE, "What the keys of a connection may be agreed on with");
        add(AlgorithmKind.HOST_KEY, "What the server may prove with that it has its host key");
        add(AlgorithmKind.PUBLIC_KEY, "What the worker may prove with that it has the private key `key-pair-path`");
        add(AlgorithmKind.CIPHER, "What a connection may be encrypted with");
        add(AlgorithmKind.MAC, "What may guard a connection against changes where the cipher does not do that itself");
    }

    private AlgorithmKeys() {}

    private static void add(AlgorithmKind kind, String description) {
        KEYS.put(kind, TABLE.optional(kind.setting(), type(kind), description));
    }

    private static ValueType<List<String>> type(AlgorithmKind kind) {
        String onRequest = kind.onRequest().isEmpty() ? "" : "; also " + String.join(", ", kind.onRequest());
        return new ValueType<>(
                "a list with commas, or +, ^ or - and a list, of " + String.join(", ", kind.usual()) + onRequest,
                true,
                kind::choose,
                names -> String.join(",", names));
    }

    static SshAlgorithms read(Section section) {
        Map<AlgorithmKind, List<String>> chosen = new EnumMap<>(AlgorithmKind.class);
        KEYS.forEach((kind, key) -> section.find(key).ifPresent(names -> chosen.put(kind, names)));
        return new SshAlgorithms(chosen);
    }
}
