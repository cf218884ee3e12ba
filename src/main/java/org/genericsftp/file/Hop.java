package org.genericsftp.file;

/** What a worker connects to, as requesters may know it: not by its name. */
public enum Hop {
    SERVER("The SFTP server"),
    PROXY("The proxy on the way to the SFTP server"),
    JUMP_HOST("The jump host on the way to the SFTP server");

    private final String publicName;

    Hop(String publicName) {
        this.publicName = publicName;
    }

    String publicName() {
        return publicName;
    }
}
