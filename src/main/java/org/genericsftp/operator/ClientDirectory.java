package org.genericsftp.operator;

import java.util.List;
import java.util.Optional;

/** The clients that this worker is configured for; they may change while it runs. For any thread. */
public interface ClientDirectory {
    /** In the order in which they are to be shown. */
    List<ShownClient> clients();

    Optional<ShownClient> find(String name);

    /** Where the clients come from, and what is wrong there now. */
    ConfigurationState configuration();
}
