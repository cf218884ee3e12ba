package org.genericsftp.sftp;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.genericsftp.file.FileException;
import org.genericsftp.source.SourceFigures;

/** How often sessions were opened, refused and lost. For any thread. */
final class SessionCounts {
    private final LongAdder opened = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder lost = new LongAdder();

    void opened() {
        opened.increment();
    }

    SftpSession counted(SharedOpening.Opening opening) throws FileException {
        try {
            SftpSession session = opening.open();
            opened();
            return session;
        } catch (FileException e) {
            refused.increment();
            throw e;
        }
    }

    void lost() {
        lost.increment();
    }

    SourceFigures figures(int sessions, long backOffs) {
        return new SourceFigures(sessions, opened.sum(), refused.sum(), lost.sum(), backOffs, Duration.ZERO);
    }
}
