package org.genericsftp.sftp;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.genericsftp.file.ServerFact;
import org.genericsftp.packets.ServerIntroduction;
import org.genericsftp.sftp.ServerMemory.Learnt;
import org.jspecify.annotations.Nullable;

/**
 * What one client knows of its server: what its settings say, else what any client of the worker has learnt of it. All of
 * the client's sessions share it. Safe for use by many threads; takes no other lock.
 */
final class ServerProfile {
    private final SftpSettings.Server settings;
    private final ServerMemory memory;
    private final LeftAside leftAside = new LeftAside();
    private volatile List<ServerFact> told = List.of();

    ServerProfile(SftpSettings.Server settings, ServerMemory memory) {
        this.settings = settings;
        this.memory = memory;
    }

    /** A session has started: the server has told this of itself, and agreed on that. */
    void meet(ServerIntroduction introduction, List<ServerFact> agreed) {
        told = Stream.concat(introduction.facts().stream(), agreed.stream()).toList();
    }

    LeftAside leftAside() {
        return leftAside;
    }

    /** A number that is set or has been learnt. */
    OptionalInt number(ServerTrait trait) {
        Optional<Learnt> learnt = learnt(trait);
        return learnt.isPresent() ? OptionalInt.of(learnt.get().value()) : set(trait);
    }

    /** What is set stands, but for so many open files that the server mixes them up. */
    private Optional<Learnt> learnt(ServerTrait trait) {
        Optional<Learnt> learnt = memory.recall(trait);
        if (learnt.isEmpty()) {
            return learnt;
        }
        OptionalInt set = set(trait);
        return learnt.filter(found -> set.isEmpty()
                || (trait == ServerTrait.MAX_OPEN_FILES
                        && found.value() < set.getAsInt()
                        && !does(ServerTrait.RELIABLE_HANDLES)));
    }

    /** Whether the server does what version 3 has servers do: taken for granted unless something else is known. */
    boolean does(ServerTrait trait) {
        return number(trait).orElse(1) != 0;
    }

    /** Notes what the server has shown. */
    void learn(ServerTrait trait, int value, String reason) {
        memory.learn(trait, value, reason);
    }

    void lacks(ServerTrait trait, String reason) {
        memory.learn(trait, 0, reason);
    }

    /** What is known, for people to read. */
    List<ServerFact> facts() {
        List<ServerFact> facts = new ArrayList<>(told);
        for (ServerTrait trait : ServerTrait.values()) {
            learnt(trait)
                    .map(found -> new ServerFact(trait.key(), trait.show(found.value()), found.reason(), found.since()))
                    .or(() -> set(trait).stream()
                            .mapToObj(set ->
                                    new ServerFact(trait.key(), trait.show(set), "set in the configuration", null))
                            .findAny())
                    .ifPresent(facts::add);
        }
        return facts;
    }

    /** What the settings say. */
    OptionalInt set(ServerTrait trait) {
        Integer set = switch (trait) {
            case MAX_OPEN_FILES -> settings.maxOpenFiles();
            case MAX_READ_BYTES -> settings.maxReadBytes();
            case RELIABLE_HANDLES -> number(settings.reliableHandles());
            case REQUESTS_IN_ORDER -> number(settings.requestsInOrder());
            case FSTAT -> number(settings.fstat());
            case LSTAT -> number(settings.lstat());
            case READLINK -> number(settings.readlink());
        };
        return set == null ? OptionalInt.empty() : OptionalInt.of(set);
    }

    private static @Nullable Integer number(@Nullable Boolean yes) {
        return yes == null ? null : (Integer) (yes ? 1 : 0);
    }
}
