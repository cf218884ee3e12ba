package org.genericsftp.config;

import org.genericsftp.local.LocalSettings;
import org.genericsftp.share.ShareSettings;

/** Where a client's copies go. */
public sealed interface DestinationSettings {
    /** A directory of this machine, or mounted on it. */
    record Local(LocalSettings settings) implements DestinationSettings {}

    /** A folder on a file server. */
    record Share(ShareSettings settings) implements DestinationSettings {}
}
