package org.genericsftp.job;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RemoteFile;
import org.genericsftp.file.ServerFact;
import org.genericsftp.file.StageResult;
import org.genericsftp.source.BatchConsumer;
import org.genericsftp.source.FileSink;
import org.genericsftp.source.Lane;
import org.genericsftp.source.OwnDigest;
import org.genericsftp.source.Scope;
import org.genericsftp.source.Source;
import org.genericsftp.source.SourceFigures;

/** A source that can be listed, and nothing else. */
record ListedSource(Listing listing) implements Source, Lane {
    /** What the listing finds. */
    interface Listing {
        void to(BatchConsumer batches) throws FileException;
    }

    @Override
    public Lane open(Cancellation cancellation, Executor deliveries) {
        return this;
    }

    @Override
    public void list(Scope scope, BatchConsumer batches) throws FileException {
        listing.to(batches);
    }

    @Override
    public List<StageResult> check(Consumer<StageResult> whenEnded) {
        return List.of();
    }

    @Override
    public SourceFigures figures() {
        return new SourceFigures(0, 0, 0, 0, 0, Duration.ZERO);
    }

    @Override
    public List<ServerFact> serverFacts() {
        return List.of();
    }

    @Override
    public void fetch(RemoteFile file, long from, FileSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public RemoteFile refresh(RemoteFile file) {
        throw new UnsupportedOperationException();
    }

    @Override
    public OwnDigest digest(RemoteFile file, boolean prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void fetchAgain(RemoteFile file, FileSink sink) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
