package org.genericsftp.config;

import java.util.regex.Pattern;

/** Finds secrets that were typed where none belong: there they would be shown, by errors, logs and pages. */
final class Credentials {
    static final String REFUSAL = "holds a user and a password (//user:password@…), which would be shown from here; the"
            + " configuration has keys of their own for them";

    private static final Pattern IN_URL = Pattern.compile("//[^/@\\s]*:[^@\\s]*@");
    private static final Pattern SUSPICIOUS =
            Pattern.compile(":[^@]*@|(?i:pass|pwd|secret|token|credential|key)[^=:]*[=:]|-----BEGIN");

    private Credentials() {}

    /** Whether a text has a password as URLs have it. */
    static boolean areIn(String text) {
        return IN_URL.matcher(text).find();
    }

    /** Whether a text that is wrong in any case is better not repeated. */
    static boolean mayBeIn(String text) {
        return areIn(text) || SUSPICIOUS.matcher(text).find();
    }
}
