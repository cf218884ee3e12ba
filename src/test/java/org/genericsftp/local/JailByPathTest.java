package org.genericsftp.local;

import java.time.Clock;

/** The jail on a system that has no folders by handle. */
class JailByPathTest extends JailTest {
    @Override
    LocalDestination open(LocalSettings settings) {
        return new LocalDestination(settings, Clock.systemUTC(), (realPath, names) -> new PathFolder(realPath, names));
    }
}
