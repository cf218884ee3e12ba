package org.genericsftp.operator;

import org.jspecify.annotations.Nullable;

/** Something that the server offers to programs beside the page, under a path of its own: metrics, health. For any thread. */
public interface Extension {
    /** Such as {@code /metrics}; requests for exactly that path are answered. */
    String path();

    /** Whether everybody may read it who reaches the server; else it takes what reading the page takes. */
    boolean isOpen();

    /** @param accept the request's header of that name; null where there is none */
    Answer answer(@Nullable String accept);

    /**
     * What a request is answered with.
     *
     * @param status of HTTP, such as 200
     */
    record Answer(int status, String contentType, String body) {}
}
