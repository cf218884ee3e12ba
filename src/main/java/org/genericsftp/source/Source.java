package org.genericsftp.source;

import java.io.Closeable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;

/**
 * Where files come from: the source directory of one client. It is only ever read, but for {@link #change}. Safe for use by
 * many threads.
 */
public interface Source extends Closeable {
    /**
     * Opens a lane for one job.
     *
     * @param deliveries runs the calls to this lane's {@link FileSink}s; it may run many at once, those of one file
     *     come one after the other
     * @throws FileException when the server can't be reached, or refuses; or the cancellation's reason
     */
    Lane open(Cancellation cancellation, Executor deliveries) throws FileException;

    /**
     * Begins to delete or move files whose copies are there; does nothing yet.
     *
     * @param told what became of each
     * @return empty where files of this source can only be read
     */
    default Optional<SourceChanges> change(ChangeOrder order, Consumer<SourceOutcome> told) {
        return Optional.empty();
    }

    /** Whether listings have met files that a worker had set aside long ago, to change them: {@link #change} has them listed again. */
    default boolean hasLeftAside() {
        return false;
    }

    /** Tries the stages from RESOLVE to LIST_SOURCE on a connection of its own, up to the first that fails. Never throws. */
    default List<StageResult> check() {
        return check(stage -> {});
    }

    /**
     * The same.
     *
     * @param whenEnded told of each stage as it ends, on the caller's thread
     */
    List<StageResult> check(Consumer<StageResult> whenEnded);

    /** What is known of the server beyond what every server does, for operators to read. */
    List<ServerFact> serverFacts();

    /** Counted, for whoever polls. */
    SourceFigures figures();

    @Override
    void close();
}
