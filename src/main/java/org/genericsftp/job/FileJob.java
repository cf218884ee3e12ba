package org.genericsftp.job;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.file.StageResult;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;

/** Carries out requests for one client, each from start to answer. Safe for use by many threads. */
public interface FileJob {
    /**
     * Carries out one request, on the caller's thread. Returns when every file that is reported as there is there, to
     * stay. Never throws: what has gone wrong, be it in this program, is in the result.
     *
     * @param askedAt when the request was sent
     * @param outcomes takes every file's outcome before this returns
     */
    Result run(FileRequest request, Instant askedAt, Cancellation cancellation, Progress progress, Outcomes outcomes);

    /**
     * Looks once at what is sought, without copying anything, on the caller's thread.
     *
     * @return what was seen of each
     * @throws FileException when nothing can be seen; it is not tried again here
     */
    List<Sighting> look(List<Sought> sought, Cancellation cancellation) throws FileException;

    /**
     * Does at the source what the request asks for with the files that were delivered; to be called once that has been told.
     * What became of each is told on the caller's thread. Never throws.
     */
    void afterwards(FileRequest request, Delivered delivered, Cancellation cancellation, Consumer<SourceOutcome> told);

    /** Removes temporary files that killed workers have left at the destination. */
    void removeLeftovers() throws FileException;

    /** Tries the connection, stage by stage. */
    default ConnectionReport check() {
        return check(stage -> {});
    }

    /**
     * The same.
     *
     * @param whenEnded told of each stage as it ends, on the caller's thread
     */
    ConnectionReport check(Consumer<StageResult> whenEnded);

    /** The names of the layouts that requests may choose from. */
    Set<String> layouts();

    /** Whether requests may ask for files to be left out that were delivered before. */
    default boolean remembers() {
        return false;
    }

    /** Counted, for whoever polls. */
    JobFigures figures();

    /** What is known of the SFTP server, for operators to read. */
    List<ServerFact> serverFacts();
}
