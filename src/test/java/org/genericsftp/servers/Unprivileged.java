package org.genericsftp.servers;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.testing.RealServers;

/** Root may read every file, so servers that root starts run as nobody. */
final class Unprivileged {
    private static final String NOBODY = "65534";

    private Unprivileged() {}

    static List<String> command(String... words) {
        return command(List.of(words));
    }

    static List<String> command(List<String> words) {
        if (!System.getProperty("user.name").equals("root")) {
            return words;
        }
        List<String> all = new ArrayList<>(List.of(
                RealServers.require("setpriv").toString(), "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        all.addAll(words);
        return all;
    }
}
