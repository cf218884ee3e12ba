package org.genericsftp.file;

/** The stages of a connection check, in their order. */
public enum CheckStage {
    RESOLVE("resolve"),
    CONNECT("connect"),
    HOST_KEY("host-key"),
    AUTHENTICATE("authenticate"),
    LIST_SOURCE("list-source"),
    WRITE_DESTINATION("write-destination");

    private final String label;

    CheckStage(String label) {
        this.label = label;
    }

    /** As reports spell it. */
    public String label() {
        return label;
    }
}
