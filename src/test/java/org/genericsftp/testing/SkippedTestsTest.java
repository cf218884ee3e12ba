package org.genericsftp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkippedTestsTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir
    Path reports;

    private final SkippedTests skipped = new SkippedTests();

    private void report(String name, Instant written, String... cases) throws IOException {
        Path file = Files.writeString(
                reports.resolve("TEST-" + name + ".xml"), "<testsuite>" + String.join("", cases) + "</testsuite>");
        Files.setLastModifiedTime(file, FileTime.from(written));
    }

    private static String passed() {
        return "<testcase name='a'/>";
    }

    private static String skippedFor(String need) {
        return "<testcase name='a'><skipped type='TestAbortedException'><![CDATA[TestAbortedException: SKIPPED: a.BTest"
                + " needs " + need + "\n\tat a.BTest.start(BTest.java:1)\n]]></skipped></testcase>";
    }

    private String told() throws IOException {
        skipped.read(reports, START);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        skipped.tell(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void areCountedByThePackageThatIsMissing() throws Exception {
        report("A", START, passed(), skippedFor("smbd (Debian package samba)"));
        report(
                "B",
                START.plusSeconds(1),
                skippedFor("sshd (Debian package openssh-server)"),
                skippedFor("sshd (Debian package openssh-server)"));

        assertThat(told()).isEqualToNormalizingNewlines("""
                        Skipped 3 of 4 tests, for want of
                             2  the Debian package openssh-server
                             1  the Debian package samba
                        To run them all: .ci/all-tests (on Debian it installs these packages)
                        """);
    }

    @Test
    void areCountedByWhatNoPackageHas() throws Exception {
        report(
                "A",
                START,
                skippedFor("the right to mount: mount: /mnt/1: permission denied"),
                skippedFor("the right to mount: mount: /mnt/2: permission denied"),
                "<testcase name='a'><skipped message='root may read everything'/></testcase>");

        assertThat(told()).isEqualToNormalizingNewlines("""
                        Skipped 3 of 3 tests, for want of
                             2  the right to mount
                             1  what the test itself tells
                        """);
    }

    @Test
    void ofAnEarlierBuildAreNotCounted() throws Exception {
        report("A", START.minusSeconds(1), skippedFor("smbd (Debian package samba)"));

        assertThat(told()).isEmpty();
    }

    @Test
    void areNotSpokenOfWhereThereAreNone() throws Exception {
        report("A", START, passed());

        assertThat(told()).isEmpty();
    }

    @Test
    void needNoReports() throws Exception {
        skipped.read(reports.resolve("missing"), START);

        assertThat(told()).isEmpty();
    }
}
