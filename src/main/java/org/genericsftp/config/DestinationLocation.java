package org.genericsftp.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.genericsftp.share.ShareAddress;

/** Where copies can be meant to go, as {@code destination-directory} tells it. */
sealed interface DestinationLocation {
    /** A directory of this machine, or mounted on it. */
    record Local(Path directory) implements DestinationLocation {}

    /** A directory on a file server: {@code \\server\share\dir} or {@code smb://server/share/dir}. */
    record Share(String address) implements DestinationLocation {}

    static Optional<DestinationLocation> parse(String text) {
        if (ShareAddress.looksLikeOne(text)) {
            return Optional.of(new Share(text));
        }
        try {
            return Optional.of(text).filter(path -> !path.isEmpty()).map(path -> new Local(Path.of(path)));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
