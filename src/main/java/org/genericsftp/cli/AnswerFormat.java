package org.genericsftp.cli;

import org.genericsftp.request.Response;

/** Writes answers as messages have them. */
@FunctionalInterface
public interface AnswerFormat {
    /** JSON, in one line. */
    String json(Response response);
}
