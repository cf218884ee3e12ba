package org.genericsftp.ssh;

import org.genericsftp.file.CheckStage;

/** Is told each stage of connecting that has passed, in their order, on the connecting thread. */
@FunctionalInterface
public interface StageListener {
    StageListener NONE = stage -> {};

    void passed(CheckStage stage);

    /** Something was learnt, for people to read, at the stage that is under way. */
    default void found(String name, String value) {}
}
