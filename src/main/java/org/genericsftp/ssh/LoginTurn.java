package org.genericsftp.ssh;

import java.time.Duration;
import org.genericsftp.file.FileException;

/** The turn of one attempt to log in, while others wait for theirs. */
interface LoginTurn {
    /** The server is not reached yet, or has no reason to answer soon: others wait for that a moment, and no longer. */
    void onTheWay();

    /**
     * The server is reached, and is about to be shown the credentials. Waits where others have overtaken it.
     *
     * @param patience nobody waits longer for others than this
     * @throws FileException the refusal that others got with these credentials in the meantime
     */
    void arrived(Duration patience) throws FileException;

    /** The login succeeded, whatever becomes of the rest of the attempt. */
    void accepted();

    /** Of whoever shows no credentials. */
    LoginTurn NOT_NEEDED = new LoginTurn() {
        @Override
        public void onTheWay() {}

        @Override
        public void arrived(Duration patience) {}

        @Override
        public void accepted() {}
    };
}
