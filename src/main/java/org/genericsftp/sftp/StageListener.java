package org.genericsftp.sftp;

import org.genericsftp.file.CheckStage;

/** Is told each stage of connecting that has passed, in their order, on the connecting thread. */
@FunctionalInterface
interface StageListener {
    StageListener NONE = stage -> {};

    void passed(CheckStage stage);
}
