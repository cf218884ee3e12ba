package org.genericsftp.quickstart;

import java.nio.file.Path;

/** What to type in another terminal while the quick start stays up. */
record FurtherCommands(SampleSite site, Path jar) {
    private static final String PLAIN = "[A-Za-z0-9_./:=@%+,-]+";

    String text() {
        return """
                It all stays up until you press Ctrl-C.

                broker         %s (OpenWire, for JMS)
                               stomp://127.0.0.1:%d
                               amqp://127.0.0.1:%d
                               no username, no password
                SFTP server    sftp://%s@%s:%d
                               password %s
                               or private key %s
                configuration  %s
                worker's log   %s
                source         %s (what you put here is on the SFTP server)
                destination    %s

                More requests, from another terminal in this folder:

                  %s --name '*.txt'
                  %s --within 2h30m
                  %s --directory meters/south --digest --json
                  %s

                The connection report:

                  %s check -c %s
                """.formatted(
                        site.broker().url(),
                        site.broker().stompPort(),
                        site.broker().amqpPort(),
                        site.server().username(),
                        site.server().host(),
                        site.server().port(),
                        site.server().password(),
                        site.server().userKey(),
                        site.configuration(),
                        site.workerLog(),
                        site.source(),
                        site.destination(),
                        request(),
                        request(),
                        request(),
                        overStomp(),
                        client(),
                        quoted(site.configuration()));
    }

    private String client() {
        return "java -jar " + quoted(shortened(jar));
    }

    private String request() {
        return client() + " request --broker " + site.broker().url() + " --client " + SampleSite.CLIENT;
    }

    /** Python without any library: STOMP is text. */
    private String overStomp() {
        return "python3 -c 'import socket; s = socket.create_connection((\"127.0.0.1\", "
                + site.broker().stompPort()
                + ")); s.sendall(b\"CONNECT\\naccept-version:1.2\\nhost:any\\n\\n\\0"
                + "SUBSCRIBE\\nid:1\\ndestination:/temp-queue/replies\\n\\n\\0"
                + "SEND\\ndestination:/queue/"
                + site.requestQueue()
                + "\\nreply-to:/temp-queue/replies\\n\\n"
                + "{ \\\"type\\\": \\\"FileRequest\\\", \\\"fileName\\\": \\\"*-0.csv\\\" }\\0\");"
                + " print(next(line for line in s.makefile() if line[0] == \"{\").strip(\"\\0\\n\"))'";
    }

    /** As seen from the folder that the quick start was called in. */
    private static Path shortened(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches(PLAIN) ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
