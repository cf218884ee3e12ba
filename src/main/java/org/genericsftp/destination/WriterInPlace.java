package org.genericsftp.destination;

import java.util.function.Consumer;
import org.genericsftp.file.FileException;

/** A writer that hangs leaves its place to another one until it returns. */
final class WriterInPlace implements PendingPart.Hanging {
    private final WriterThreads writers;
    private final Consumer<FileException> whenItHangs;
    private boolean replaced;

    WriterInPlace(WriterThreads writers, Consumer<FileException> whenItHangs) {
        this.writers = writers;
        this.whenItHangs = whenItHangs;
    }

    @Override
    public void hangs(FileException why) {
        synchronized (this) {
            replaced = true;
            writers.add(1);
        }
        whenItHangs.accept(why);
    }

    @Override
    public synchronized void returned() {
        if (replaced) {
            replaced = false;
            writers.add(-1);
        }
    }
}
