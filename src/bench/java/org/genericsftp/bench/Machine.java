package org.genericsftp.bench;

import com.jcraft.jsch.JSch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.genericsftp.testing.Command;
import org.genericsftp.testing.RealServers;

/** On what, and with which versions of everything, the figures came about. */
final class Machine {
    private static final Path PROC = Path.of("/proc");

    private Machine() {}

    static Map<String, String> facts(BenchOptions options) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        facts.put("CPU", line("cpuinfo", "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", line("meminfo", "MemTotal"));
        facts.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        facts.put("load before", load());
        facts.put("file systems", "memory " + fileSystem(options.memory()) + ", disk " + fileSystem(options.disk()));
        facts.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
        return facts;
    }

    /** The versions of what is installed. */
    static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        put(versions, "ssh", "-V");
        put(versions, "lftp", "--version");
        put(versions, "rclone", "version");
        put(versions, "rsync", "--version");
        put(versions, "tar", "--version");
        put(versions, "smbd", "--version");
        put(versions, "smbclient", "--version");
        versions.put("JSch", JSch.VERSION);
        return versions;
    }

    private static void put(Map<String, String> versions, String program, String option) {
        if (RealServers.has(program)) {
            versions.put(
                    program,
                    Command.printed(RealServers.require(program).toString(), option)
                            .lines()
                            .findFirst()
                            .orElse("unknown")
                            .replaceAll("\\s+", " "));
        }
    }

    /** Of what is meant to be a disk: whether it is memory as well. */
    static boolean isMemory(Path folder) throws IOException {
        return List.of("tmpfs", "ramfs").contains(fileSystem(folder));
    }

    private static String fileSystem(Path folder) throws IOException {
        Files.createDirectories(folder);
        return Files.getFileStore(folder).type();
    }

    private static String load() {
        try {
            return Files.readString(PROC.resolve("loadavg")).split(" ", 2)[0];
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** What stands behind the colon; another system than Linux has no such file. */
    private static String line(String file, String name) {
        try {
            return Files.readAllLines(PROC.resolve(file)).stream()
                    .filter(line -> line.startsWith(name))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
