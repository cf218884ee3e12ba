package org.genericsftp.lab;

import java.io.IOException;
import java.nio.file.Path;
import org.genericsftp.testing.ScratchFolder;

/** The laboratory's temporary folder. What a killed one has left goes first. */
final class LabScratch {
    /** The destination directory's name. */
    static final String COPIES = "copies";

    private static final String KIND = "lab";

    private LabScratch() {}

    static ScratchFolder create() throws IOException {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        for (Path leftover : ScratchFolder.abandonedIn(parent, KIND)) {
            SmallDisk.removeFrom(leftover.resolve(COPIES));
            ScratchFolder.delete(leftover);
        }
        return ScratchFolder.createIn(parent, KIND);
    }
}
