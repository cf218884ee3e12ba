package org.genericsftp.local;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.DestinationContract;
import org.genericsftp.destination.NameRules;
import org.junit.jupiter.api.io.TempDir;

class LocalDestinationTest extends DestinationContract {
    @TempDir
    Path tree;

    @Override
    protected Destination open(Clock clock) {
        return new LocalDestination(LocalSettings.of(tree), clock);
    }

    @Override
    protected Path tree() {
        return tree;
    }

    @Override
    protected boolean canHold(String name) {
        return File.separatorChar == '/' || NameRules.WINDOWS.faultOf(name) == null;
    }
}
