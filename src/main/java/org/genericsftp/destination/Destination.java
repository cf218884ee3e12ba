package org.genericsftp.destination;

import java.io.Closeable;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.genericsftp.file.FileException;
import org.genericsftp.file.FileStamp;
import org.genericsftp.file.PlacedFile;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/**
 * Where the copies go: the destination directory of one client. Nothing outside it is ever touched, whatever the paths
 * and whatever links lie in it. Safe for use by many threads.
 */
public interface Destination extends Closeable {
    /**
     * Where the copies go now: what is configured may be a link, or a mount, and lead to another folder than before. From
     * this call on every method goes there, until it changes again. Whoever finds that it has changed can't tell in which
     * folder the calls in between have looked and written.
     *
     * @throws FileException DESTINATION_UNAVAILABLE, PERMISSION_DENIED
     */
    Place place() throws FileException;

    /**
     * What is there under these very names: a stamp for each, in their order; null where there is no regular file, or one
     * whose name only counts as the same here. A folder that is not there has none of them.
     *
     * @throws FileException DESTINATION_UNAVAILABLE, PERMISSION_DENIED; never for a single name
     */
    List<@Nullable FileStamp> lookup(RelativePath folder, List<String> names) throws FileException;

    /**
     * The same for copies in the folder, to be compared with their stamps: where a file has the size that one has, and the
     * time that this destination makes of one's time as it can't hold that, it has that stamp. So a difference in time is
     * seen as far as the destination can tell the two times apart, and no farther.
     */
    default List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException {
        return lookup(folder, files.stream().map(file -> file.place().name()).toList());
    }

    /** The same for one file. */
    default @Nullable FileStamp compare(PlacedFile file) throws FileException {
        return compare(file.place().parent(), List.of(file)).get(0);
    }

    /** What is there, as one job sees it. */
    default View view() {
        return this::compare;
    }

    /** What one job sees of a destination: what a call has found may serve the next ones, too, for a short while. */
    @FunctionalInterface
    interface View extends Closeable {
        /** As {@link Destination#compare}. */
        List<@Nullable FileStamp> compare(RelativePath folder, List<PlacedFile> files) throws FileException;

        /**
         * The same for copies in any folders, each of which is looked at once. What is not there is left out.
         *
         * @param unseen told of each folder that can't be looked at
         * @throws FileException what that throws
         */
        default Map<PlacedFile, FileStamp> compare(List<PlacedFile> files, Unseen unseen) throws FileException {
            Map<RelativePath, List<PlacedFile>> byFolder = files.stream()
                    .collect(Collectors.groupingBy(
                            file -> file.place().parent(), LinkedHashMap::new, Collectors.toList()));
            Map<PlacedFile, FileStamp> there = new HashMap<>();
            for (Map.Entry<RelativePath, List<PlacedFile>> folder : byFolder.entrySet()) {
                try {
                    Iterator<@Nullable FileStamp> stamps =
                            compare(folder.getKey(), folder.getValue()).iterator();
                    for (PlacedFile file : folder.getValue()) {
                        FileStamp stamp = stamps.next();
                        if (stamp != null) {
                            there.put(file, stamp);
                        }
                    }
                } catch (FileException e) {
                    unseen.take(folder.getKey(), e);
                }
            }
            return there;
        }

        @Override
        default void close() {}
    }

    /** Takes why a folder can't be looked at. */
    interface Unseen {
        /** @throws FileException the others are not to be looked at either */
        void take(RelativePath folder, FileException why) throws FileException;
    }

    /**
     * Begins a new file under a temporary name in the folder that it is meant for; the folder is made where it is not
     * there. What is at the path keeps standing until {@link PendingFile#publish}.
     *
     * @param expected the size, to be reserved and checked, and the time that the file will have
     * @throws FileException NAME_REJECTED (also in {@link KeptFiles#FOLDER}), NAME_COLLISION, DISK_FULL, PERMISSION_DENIED (also for a link that stands in the
     *     way), DESTINATION_UNAVAILABLE
     */
    PendingFile create(RelativePath path, FileStamp expected) throws FileException;

    /**
     * The same.
     *
     * @param whenItHangs told, on another thread, that this call, or one to the file, does not return in time; whoever waits
     *     for it goes on without it. It fails if it returns later
     */
    default PendingFile create(RelativePath path, FileStamp expected, Consumer<FileException> whenItHangs)
            throws FileException {
        return create(path, expected);
    }

    /**
     * Reads a copy that is there.
     *
     * @throws FileException FILE_NOT_FOUND, PERMISSION_DENIED, DESTINATION_UNAVAILABLE
     */
    InputStream read(RelativePath path) throws FileException;

    /**
     * Has a copy that is there survive a loss of power once {@link #settle} has returned, whoever made it.
     *
     * @throws FileException FILE_NOT_FOUND, PERMISSION_DENIED, DESTINATION_UNAVAILABLE
     */
    void secure(RelativePath path) throws FileException;

    /** Has the next {@link #settle} force to the disk which names a folder holds, whoever put them there. */
    void secureNames(RelativePath folder);

    /** The files that the workers keep there for each other. */
    KeptFiles keptFiles();

    /**
     * Once before a reply: after it, every file published so far survives a loss of power, if the destination is durable.
     *
     * @param folders those that the reply can name; what fails with others is no concern of it
     */
    void settle(Predicate<RelativePath> folders) throws FileException;

    /** Removes temporary files that killed workers have left, once they are a day old. Returns how many. */
    int removeLeftovers() throws FileException;

    /** Runs what writes to this destination, with as many threads as serve it well. */
    Executor writers();

    /** Tries to write, to read back and to remove a small file: the stage WRITE_DESTINATION. Never throws. */
    StageResult check();

    @Override
    void close();
}
