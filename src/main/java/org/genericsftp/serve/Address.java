package org.genericsftp.serve;

import org.jspecify.annotations.Nullable;

/** Where a requester wants its replies. Equal addresses are the same place at the broker. */
public interface Address {
    /** For people to read; not escaped. */
    String text();

    /** Why no reply may go there; null if it may. */
    @Nullable
    String objection();

    /** Whose it is, where it goes when its owner does: all such addresses of one requester name the same. Null if it stays. */
    @Nullable
    String temporaryOwner();
}
