package org.genericsftp.request;

/** What only a requester knows of its request: whoever shows it may cancel that. It is written nowhere. */
public record CancelToken(String value) {
    @Override
    public String toString() {
        return "(not shown)";
    }
}
