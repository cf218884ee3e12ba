package org.genericsftp.source;

import org.genericsftp.file.FileException;

/** Takes a listing batch by batch. */
@FunctionalInterface
public interface BatchConsumer {
    /** @throws FileException ends the listing, which then throws the same */
    void accept(Batch batch) throws FileException;
}
