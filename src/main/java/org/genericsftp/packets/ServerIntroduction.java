package org.genericsftp.packets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.genericsftp.file.Printable;
import org.genericsftp.file.ServerFact;

/**
 * What a server tells of itself when a session starts.
 *
 * @param software how it introduces itself in SSH; empty where that is not known
 * @param extensions the names of those that it announces
 */
public record ServerIntroduction(String software, Set<String> extensions, Optional<ToldLimits> limits) {
    private static final int LONGEST_LIST = 2_000;

    /** @param version what follows the version in the server's first packet (draft-ietf-secsh-filexfer-02, 4) */
    public static ServerIntroduction read(String software, ByteBuffer version) throws ProtocolException {
        Set<String> names = new TreeSet<>();
        while (version.hasRemaining()) {
            names.add(new String(Fields.readString(version), StandardCharsets.UTF_8));
            Fields.skipString(version);
        }
        return new ServerIntroduction(software, names, Optional.empty());
    }

    public boolean announces(String extension) {
        return extensions.contains(extension);
    }

    /** @param answer to the question for its limits */
    public ServerIntroduction withLimits(SftpReply answer) throws ProtocolException {
        return new ServerIntroduction(software, extensions, ToldLimits.read(answer));
    }

    public List<ServerFact> facts() {
        List<ServerFact> facts = new ArrayList<>();
        if (!software.isEmpty()) {
            facts.add(told("software", Printable.escape(software)));
        }
        if (!extensions.isEmpty()) {
            facts.add(told("extensions", Printable.escape(String.join(", ", extensions), LONGEST_LIST)));
        }
        limits.ifPresent(told -> facts.add(told("limits", told.toString())));
        return facts;
    }

    private static ServerFact told(String name, String value) {
        return new ServerFact(name, value, "told by the server", null);
    }
}
