package org.genericsftp.ssh;

import com.jcraft.jsch.Session;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.file.ServerFact;
import org.jspecify.annotations.Nullable;

/**
 * What both sides have agreed on.
 *
 * @param byKind without the MAC where the cipher is one itself
 */
record AgreedAlgorithms(Map<AlgorithmKind, String> byKind) {
    static AgreedAlgorithms of(Session session) {
        Map<AlgorithmKind, String> agreed = new EnumMap<>(AlgorithmKind.class);
        put(agreed, AlgorithmKind.KEY_EXCHANGE, session.getKexAlgorithm());
        put(agreed, AlgorithmKind.HOST_KEY, session.getServerHostKeyAlgorithm());
        put(agreed, AlgorithmKind.CIPHER, session.getCipherAlgorithmS2C());
        put(agreed, AlgorithmKind.MAC, session.getMacAlgorithmS2C());
        return new AgreedAlgorithms(agreed);
    }

    private static void put(Map<AlgorithmKind, String> agreed, AlgorithmKind kind, @Nullable String name) {
        if (name != null && !name.isEmpty()) {
            agreed.put(kind, name);
        }
    }

    /** All of them, and a warning for each that is weak. */
    List<ServerFact> facts() {
        List<ServerFact> facts = new ArrayList<>();
        byKind.forEach((kind, name) -> facts.add(new ServerFact(kind.setting(), name, "agreed on", null)));
        byKind.forEach((kind, name) -> kind.weaknessOf(name)
                .ifPresent(why -> facts.add(warning("the " + kind.words() + " algorithm " + name + " is weak", why))));
        String keyExchange = byKind.getOrDefault(AlgorithmKind.KEY_EXCHANGE, "");
        if (!keyExchange.isEmpty() && !AlgorithmKind.isPostQuantum(keyExchange)) {
            facts.add(warning(
                    "the key exchange " + keyExchange + " is not post-quantum",
                    "whoever records the connection now may be able to read it one day; servers have better ones since"
                            + " OpenSSH 9.0"));
        }
        return facts;
    }

    private static ServerFact warning(String what, String why) {
        return new ServerFact(ServerFact.WARNING, what, why, null);
    }
}
