package org.genericsftp.ssh;

import org.genericsftp.file.CheckStage;

/** How far an attempt to connect has got. For one thread. */
final class ConnectProgress {
    private final StageListener listener;
    private String doing = "looking up the host name";

    ConnectProgress(StageListener listener) {
        this.listener = listener;
    }

    /** @param words what goes on from now on, as they follow "while" */
    void doing(String words) {
        doing = words;
    }

    String doing() {
        return doing;
    }

    void passed(CheckStage stage) {
        listener.passed(stage);
    }

    void found(String name, String value) {
        listener.found(name, value);
    }
}
