package org.genericsftp.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What lies on the SFTP server: some of it is what the request asks for, some differs in its name or its time. */
final class SampleFiles {
    private record Sample(String path, Duration age, int readings) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample("meters/north/readings-1.csv", Duration.ofHours(3), 40),
            new Sample("meters/north/readings-2.csv", Duration.ofHours(2), 60),
            new Sample("meters/south/readings-1.csv", Duration.ofHours(1), 2000),
            new Sample("meters/south/readings-0.csv", Duration.ofDays(10), 500),
            new Sample("meters/south/notes.txt", Duration.ofHours(1), 5));

    private SampleFiles() {}

    static void writeTo(Path folder) throws IOException {
        Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        for (Sample sample : SAMPLES) {
            Path file = folder.resolve(sample.path);
            Files.createDirectories(file.getParent());
            Files.write(file, readings(sample.readings));
            Files.setLastModifiedTime(file, FileTime.from(now.minus(sample.age)));
        }
    }

    private static List<String> readings(int count) {
        return Stream.iterate(1, meter -> meter + 1)
                .limit(count)
                .map(meter -> String.format(Locale.ROOT, "meter-%04d;%d", meter, meter * 37 % 1000))
                .toList();
    }

    /** A line for each file below the folder. */
    static List<String> listing(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder)) {
            files = all.filter(Files::isRegularFile).sorted().toList();
        }
        List<String> lines = new ArrayList<>();
        for (Path file : files) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            lines.add(String.format(
                    Locale.ROOT,
                    "%-30s %,8d bytes   %s",
                    name,
                    Files.size(file),
                    Files.getLastModifiedTime(file).toInstant()));
        }
        return lines;
    }
}
