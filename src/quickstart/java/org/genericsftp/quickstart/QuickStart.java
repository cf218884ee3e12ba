package org.genericsftp.quickstart;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import org.slf4j.LoggerFactory;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Shows one FileRequest from end to end: {@code mvn -q -P quick-start}. With the system property {@code keep} everything
 * stays up for more requests until Ctrl-C.
 *
 * <p>The system property {@code worker.jar} names the packaged worker. The exit code is 0 if all went well.
 */
public final class QuickStart {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = JsonMapper.shared();
    private static final PrettyPrinter INDENTED = new DefaultPrettyPrinter(
                    Separators.createDefaultInstance().withObjectNameValueSpacing(Separators.Spacing.AFTER))
            .withArrayIndenter(DefaultIndenter.SYSTEM_LINEFEED_INSTANCE);

    private static final String REQUEST = """
            {
              "type": "FileRequest",
              "fileName": "*.csv",
              "fileTime": { "within": "P1D" }
            }
            """;

    private final Path jar = Path.of(System.getProperty("worker.jar")).toAbsolutePath();
    private final boolean keep = Boolean.getBoolean("keep");
    private final Sheet sheet = new Sheet(System.out);
    private final OpenParts parts;

    private QuickStart(OpenParts parts) {
        this.parts = parts;
    }

    public static void main(String[] arguments) throws Exception {
        keepLibrariesQuiet();
        OpenParts parts = new OpenParts();
        Runtime.getRuntime().addShutdownHook(new Thread(parts::closeAll, "stop"));
        boolean completed = false;
        try {
            completed = new QuickStart(parts).run();
        } catch (Exception e) {
            // What Ctrl-C closes while it is in use complains, and nobody is interested.
            if (!parts.closed()) {
                e.printStackTrace();
            }
        } finally {
            parts.closeAll();
        }
        System.exit(completed ? 0 : 1);
    }

    /** Returns whether the reply says that every file is there. */
    private boolean run() throws Exception {
        sheet.title("Generic SFTP Client: the quick start");

        SampleSite site = SampleSite.open(parts);
        sheet.step("An ActiveMQ broker listens at " + site.broker().url() + ", and an SFTP server with these files at "
                + site.server().host() + ":" + site.server().port() + ":");
        sheet.detail(SampleFiles.listing(site.source()));

        site.startWorker(jar, parts);
        sheet.step("The worker runs with this configuration:");
        sheet.detail(site.configurationText());

        sheet.step("A requester sends this FileRequest to the queue " + site.requestQueue() + ":");
        sheet.detail(REQUEST);

        long asked = System.nanoTime();
        String reply = ask(site);
        sheet.step(String.format(Locale.ROOT, "After %.1f s it has this FileReply:", secondsSince(asked)));
        sheet.detail(pretty(reply));

        sheet.step("The destination directory holds:");
        sheet.detail(SampleFiles.listing(site.destination()));

        if (keep) {
            sheet.plain(new FurtherCommands(site, jar).text());
            stayUp();
        } else {
            sheet.plain("Now everything is stopped and deleted. Add -Dkeep to keep it up, and to send more.");
        }
        return "COMPLETED".equals(JSON.readTree(reply).path("status").stringValue(""));
    }

    private static String ask(SampleSite site) throws Exception {
        try (FileRequester requester = new FileRequester(site.broker().url())) {
            return requester.ask(site.requestQueue(), REQUEST, PATIENCE);
        }
    }

    /** Until Ctrl-C, which never returns from here; or until Maven, which started this process, is gone. */
    private static void stayUp() throws Exception {
        ProcessHandle.current()
                .parent()
                .map(ProcessHandle::onExit)
                .orElseGet(CompletableFuture::new)
                .get();
    }

    private static String pretty(String json) {
        return JSON.writer().with(INDENTED).writeValueAsString(JSON.readTree(json));
    }

    private static double secondsSince(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void keepLibrariesQuiet() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.ERROR);
    }
}
