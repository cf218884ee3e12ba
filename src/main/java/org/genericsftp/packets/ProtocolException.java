package org.genericsftp.packets;

import java.io.IOException;

/** The server sent something that SFTP version 3 does not have. The session is no longer to be trusted. */
public class ProtocolException extends IOException {
    private static final long serialVersionUID = 1L;

    ProtocolException(String message) {
        super(message);
    }

    ProtocolException(String message, ProtocolException cause) {
        super(message, cause);
    }
}
