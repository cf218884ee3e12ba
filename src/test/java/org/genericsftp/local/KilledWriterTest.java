package org.genericsftp.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.genericsftp.destination.Destination;
import org.genericsftp.destination.KilledWriterContract;
import org.genericsftp.destination.OverwriteWithoutEnd;
import org.junit.jupiter.api.io.TempDir;

class KilledWriterTest extends KilledWriterContract {
    @TempDir
    Path tree;

    /** Takes the directory. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            OverwriteWithoutEnd.run(new LocalDestination(LocalSettings.of(Path.of(arguments[0])), Clock.systemUTC()));
        }
    }

    @Override
    protected Class<?> program() {
        return Program.class;
    }

    @Override
    protected List<String> arguments() {
        return List.of(tree.toString());
    }

    @Override
    protected Destination open(Clock clock) {
        return new LocalDestination(LocalSettings.of(tree), clock);
    }

    @Override
    protected Path tree() {
        return tree;
    }
}
