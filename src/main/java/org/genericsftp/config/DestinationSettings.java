package org.genericsftp.config;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
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

    /**
     * Several, that all get the same copies.
     *
     * @param first neither this nor one of the others is several
     * @param others by their names, in the order in which they are set
     */
    record Several(DestinationSettings first, Map<String, DestinationSettings> others) implements DestinationSettings {
        public Several {
            others = Collections.unmodifiableMap(new LinkedHashMap<>(others));
        }

        @Override
        public Map<String, DestinationSettings> single() {
            Map<String, DestinationSettings> all = new LinkedHashMap<>(first.single());
            all.putAll(others);
            return all;
        }
    }

    /** What the first one is called, which has no name of its own: as its key. */
    String FIRST = "destination-directory";

    /** What one of this name is called for people. */
    static String shown(String name) {
        return name.equals(FIRST) ? name : "destination " + name;
    }

    /** Each, by its name. */
    default Map<String, DestinationSettings> single() {
        return Map.of(FIRST, this);
    }
}
