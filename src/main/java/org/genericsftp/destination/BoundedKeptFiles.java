package org.genericsftp.destination;

import java.util.List;
import java.util.function.Predicate;
import org.genericsftp.file.FileException;

/** For which nobody waits longer than for other calls to the destination. */
final class BoundedKeptFiles implements KeptFiles {
    private final KeptFiles inner;
    private final CallWatch calls;
    private final String where;

    /** @param destination where that is, for people */
    BoundedKeptFiles(KeptFiles inner, CallWatch calls, String destination) {
        this.inner = inner;
        this.calls = calls;
        this.where = " in \"" + FOLDER + "\" in " + destination;
    }

    @Override
    public List<Kept> list(Predicate<String> names, int most) throws FileException {
        return calls.within("Cannot look for files" + where, () -> inner.list(names, most));
    }

    @Override
    public byte[] read(String name, int most) throws FileException {
        return calls.within("Cannot read " + name + where, () -> inner.read(name, most));
    }

    @Override
    public void write(String name, byte[] content) throws FileException {
        calls.within("Cannot write " + name + where, () -> {
            inner.write(name, content);
            return true;
        });
    }

    @Override
    public void remove(String name) throws FileException {
        calls.within("Cannot remove " + name + where, () -> {
            inner.remove(name);
            return true;
        });
    }
}
