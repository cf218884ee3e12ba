package org.genericsftp.journal;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.genericsftp.destination.KeptFiles;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/** What workers keep at a destination, which anybody may alter, and whose calls may fail. */
final class FilesInMemory implements KeptFiles {
    final Map<String, byte[]> files = new TreeMap<>();
    Runnable afterList = () -> {};
    Runnable beforeWrite = () -> {};

    @Nullable
    FileException failure;

    int reads;
    int writes;

    static FileException error(ErrorCode code, Remedy remedy) {
        return new FileException(code, remedy, "Cannot do it");
    }

    private void fail() throws FileException {
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public synchronized List<Kept> list(Predicate<String> names, int most) throws FileException {
        fail();
        List<Kept> kept = files.entrySet().stream()
                .filter(file -> names.test(file.getKey()))
                .limit(most)
                .map(file -> new Kept(file.getKey(), file.getValue().length))
                .toList();
        afterList.run();
        return kept;
    }

    @Override
    public synchronized byte[] read(String name, int most) throws FileException {
        fail();
        reads++;
        byte[] content = files.get(name);
        if (content == null) {
            throw error(ErrorCode.FILE_NOT_FOUND, Remedy.LATER);
        }
        return Arrays.copyOf(content, Math.min(most, content.length));
    }

    @Override
    public synchronized void write(String name, byte[] content) throws FileException {
        beforeWrite.run();
        fail();
        writes++;
        files.put(name, content.clone());
    }

    @Override
    public synchronized void remove(String name) throws FileException {
        fail();
        files.remove(name);
    }
}
