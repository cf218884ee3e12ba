package org.genericsftp.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.genericsftp.file.FileOutcome;
import org.genericsftp.file.Outcome;
import org.genericsftp.file.Outcomes;

/** What a job says of its files, of none of them twice. */
final class CollectedOutcomes implements Outcomes {
    private final Map<String, FileOutcome> files = new TreeMap<>();

    @Override
    public void add(FileOutcome outcome) {
        assertThat(files.put(outcome.name(), outcome)).as(outcome.name()).isNull();
    }

    @Override
    public void restart() {
        files.clear();
    }

    Set<String> names() {
        return files.keySet();
    }

    Set<String> names(Outcome outcome) {
        Set<String> names = new TreeSet<>();
        files.values().stream().filter(file -> file.outcome() == outcome).forEach(file -> names.add(file.name()));
        return names;
    }

    /** Of a file that it has told of. */
    FileOutcome of(String name) {
        assertThat(files).containsKey(name);
        return files.get(name);
    }
}
