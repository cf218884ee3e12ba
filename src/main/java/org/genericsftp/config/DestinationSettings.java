package org.genericsftp.config;

import java.time.Duration;
import org.genericsftp.local.LocalSettings;
import org.genericsftp.share.ShareSettings;

/** Where a client's copies go. */
public sealed interface DestinationSettings {
    /**
     * A directory of this machine, or mounted on it.
     *
     * @param patience how long one operation of its file system may take
     */
    record Local(LocalSettings settings, Duration patience) implements DestinationSettings {}

    /** A folder on a file server. */
    record Share(ShareSettings settings) implements DestinationSettings {}
}
