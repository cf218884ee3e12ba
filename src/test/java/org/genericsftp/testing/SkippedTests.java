package org.genericsftp.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Tells in a few lines how many tests a build has skipped, for want of what, and which command runs them all. The build
 * runs this file as it is, whether or not tests were compiled: it needs the JDK and nothing else.
 */
final class SkippedTests {
    private static final String COMMAND = ".ci/all-tests";
    private static final Pattern PACKAGE = Pattern.compile("\\(Debian package ([^)]+)\\)");
    private static final Pattern NEED = Pattern.compile("SKIPPED: \\S+ needs ([^:\n]+)");

    private final Map<String, Integer> byPackage = new TreeMap<>();
    private final Map<String, Integer> byOtherReason = new TreeMap<>();
    private int tests;

    /** @param arguments when the build began, in UTC; then the folders that have its reports, which need not exist */
    public static void main(String[] arguments) throws IOException {
        SkippedTests skipped = new SkippedTests();
        for (String folder : List.of(arguments).subList(1, arguments.length)) {
            skipped.read(Path.of(folder), Instant.parse(arguments[0]));
        }
        skipped.tell(System.out);
    }

    /** Reads the reports in a folder that were written since. */
    void read(Path folder, Instant since) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> reports = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.filter(file -> file.toString().endsWith(".xml")).forEach(reports::add);
        }
        for (Path report : reports) {
            if (!Files.getLastModifiedTime(report).toInstant().isBefore(since)) {
                read(report);
            }
        }
    }

    private void read(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            XMLStreamReader xml = XMLInputFactory.newDefaultFactory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    count(xml);
                }
            }
        } catch (XMLStreamException e) {
            throw new IOException("Cannot read " + report, e);
        }
    }

    private void count(XMLStreamReader xml) throws XMLStreamException {
        switch (xml.getLocalName()) {
            case "testcase" -> tests++;
            case "skipped" -> {
                String message = xml.getAttributeValue(null, "message");
                add((message == null ? "" : message + "\n") + xml.getElementText());
            }
            default -> {}
        }
    }

    private void add(String why) {
        Matcher named = PACKAGE.matcher(why);
        if (named.find()) {
            byPackage.merge(named.group(1), 1, Integer::sum);
            return;
        }
        Matcher need = NEED.matcher(why);
        byOtherReason.merge(need.find() ? need.group(1) : "what the test itself tells", 1, Integer::sum);
    }

    void tell(PrintStream out) {
        int skipped = sum(byPackage) + sum(byOtherReason);
        if (skipped == 0) {
            return;
        }
        out.println("Skipped " + skipped + " of " + tests + " tests, for want of");
        print(byPackage, "the Debian package ", out);
        print(byOtherReason, "", out);
        if (!byPackage.isEmpty()) {
            out.println("To run them all: " + COMMAND + " (on Debian it installs these packages)");
        }
    }

    private static void print(Map<String, Integer> counts, String kind, PrintStream out) {
        counts.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .forEach(entry -> out.printf("%6d  %s%s%n", entry.getValue(), kind, entry.getKey()));
    }

    private static int sum(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
