package org.genericsftp.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.genericsftp.lab.Tally.Count;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Holds an answer against what was asked for, and against the files at the destination, at once. */
final class AnswerChecker {
    private static final Set<String> THERE = Set.of("COPIED", "UNCHANGED");
    private static final int MOST_NAMES_SHOWN = 3;

    private final SourceTree source;
    private final Path copies;
    private final Tally tally;
    private final Predicate<Answer> excused;

    AnswerChecker(SourceTree source, Path copies, Tally tally) {
        this(source, copies, tally, answer -> false);
    }

    /** @param excused which answers may lack files, because of what was done to the destination */
    AnswerChecker(SourceTree source, Path copies, Tally tally, Predicate<Answer> excused) {
        this.excused = excused;
        this.source = source;
        this.copies = copies;
        this.tally = tally;
    }

    void check(Asked asked, Answer answer) {
        if (!answer.status().equals("COMPLETED")) {
            if (excused.test(answer)) {
                tally.increment(Count.EXCUSED_ANSWERS);
            } else {
                violation(asked, answer.status() + ", " + answer.trouble());
            }
            return;
        }
        checkNames(asked, answer);
        for (JsonNode file : answer.files()) {
            try {
                checkFile(asked, file);
            } catch (IOException e) {
                violation(asked, "cannot look at a copy: " + e);
            }
        }
        if (asked.isSync()) {
            checkAllIsThere(asked);
        }
    }

    private void checkNames(Asked asked, Answer answer) {
        List<String> listed = answer.files().stream()
                .map(file -> file.path("name").asString())
                .toList();
        Set<String> names = new TreeSet<>(listed);
        Set<String> wanted = asked.files().stream().map(LabFile::name).collect(Collectors.toSet());
        long matched = answer.last().path("totals").path("matched").asLong();
        if (names.size() != listed.size()) {
            violation(asked, "lists " + (listed.size() - names.size()) + " files twice");
        }
        if (asked.isSync()) {
            // A sync only counts what is unchanged, and finds what has come since.
            if (matched < wanted.size()) {
                violation(asked, "has found " + matched + " files, where there were " + wanted.size());
            }
        } else if (!names.equals(wanted) || matched != wanted.size()) {
            violation(
                    asked,
                    "matched " + matched + " instead of " + wanted.size() + "; lists what it must not: "
                            + difference(names, wanted) + "; lacks: " + difference(wanted, names));
        } else if (asked.ordered()
                && !listed.equals(asked.files().stream().map(LabFile::name).toList())) {
            violation(asked, "lists its files in another order");
        }
    }

    private static String difference(Set<String> these, Set<String> those) {
        Set<String> only = new TreeSet<>(these);
        only.removeAll(those);
        return only.size() + " " + only.stream().limit(MOST_NAMES_SHOWN).toList();
    }

    private void checkFile(Asked asked, JsonNode said) throws IOException {
        String name = said.path("name").asString();
        LabFile file = source.find(name);
        if (file == null) {
            violation(asked, "lists " + name + ", which never was");
            return;
        }
        String fault = faultOf(said, file, asked.digest());
        if (fault != null) {
            violation(asked, fault);
        }
        String faultOfCopy = file.faultOfCopy(copies);
        if (faultOfCopy != null) {
            violation(asked, faultOfCopy);
        }
        tally.increment(Count.FILES_CHECKED);
        tally.add(Count.BYTES_CHECKED, file.size());
    }

    private static @Nullable String faultOf(JsonNode said, LabFile file, boolean digest) {
        if (!THERE.contains(said.path("outcome").asString())) {
            return "COMPLETED, with " + said;
        }
        if (said.path("size").asLong() != file.size()
                || !Instant.parse(said.path("modified").asString()).equals(file.modified())) {
            return "says " + said + " of " + file;
        }
        if (digest && !said.path("digest").asString().equals("sha-256:" + file.sha256())) {
            return "says " + said + ", but the digest is " + file.sha256();
        }
        return null;
    }

    private void checkAllIsThere(Asked asked) {
        for (LabFile file : asked.files()) {
            try {
                String fault = file.faultOfStamp(copies);
                if (fault != null) {
                    violation(asked, fault);
                }
            } catch (IOException e) {
                violation(asked, "cannot look at " + file.name() + ": " + e);
            }
        }
    }

    private void violation(Asked asked, String what) {
        tally.violation(asked.requestId() + ": " + what);
    }
}
