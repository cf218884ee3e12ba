package org.genericsftp.local;

import java.time.Clock;
import org.genericsftp.destination.Destination;

/** The destination on a system that has no folders by handle. */
class PathFolderTest extends LocalDestinationTest {
    @Override
    protected Destination open(Clock clock) {
        return new LocalDestination(
                LocalSettings.of(tree), clock, (realPath, names) -> new PathFolder(realPath, names));
    }
}
