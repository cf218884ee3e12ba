package org.genericsftp.worker;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes things one after the other; one that can't be closed keeps no other open. */
public final class CloseAll {
    private static final Logger LOG = LoggerFactory.getLogger(CloseAll.class);

    private CloseAll() {}

    public static void of(List<? extends Closeable> resources) {
        for (Closeable resource : resources) {
            try {
                resource.close();
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} can't be closed", resource.getClass().getSimpleName(), e);
            }
        }
    }
}
