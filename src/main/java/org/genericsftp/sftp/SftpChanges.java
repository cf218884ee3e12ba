package org.genericsftp.sftp;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.source.ChangeOrder;
import org.genericsftp.source.SourceChanges;

/** Deletes or moves files on the server, many at a time, each by the steps of a {@link FileChange}. For one thread. */
final class SftpChanges implements SourceChanges {
    private static final int MOST_UNDER_WAY = 256;

    private final SessionPool pool;
    private final NameDecoder names;
    private final ChangeOrder order;
    private final Consumer<SourceOutcome> told;
    private final Set<FileChange> underWay = new LinkedHashSet<>();

    SftpChanges(SessionPool pool, SftpSettings settings, ChangeOrder order, Consumer<SourceOutcome> told) {
        this.pool = pool;
        this.names = new NameDecoder(settings.nameCharset());
        this.order = order;
        this.told = told;
    }

    @Override
    public void goOn(Cancellation cancellation) throws FileException {
        SftpSession session = pool.session(cancellation);
        try (ReplyLoop loop = session.replyLoop()) {
            ChangeSite site = new ChangeSite(session, loop, names, order.what(), order.reserved(), this::ended);
            site.putBack(session.leftAside());
            List.copyOf(underWay).forEach(file -> file.goOn(site));
            while (hasMore(cancellation) || loop.inFlight() > 0) {
                while (hasMore(cancellation) && underWay.size() < MOST_UNDER_WAY) {
                    FileChange file = new FileChange(order.files().next());
                    underWay.add(file);
                    file.goOn(site);
                }
                if (loop.inFlight() > 0) {
                    loop.handleAnswers();
                }
            }
        }
        if (order.files().hasNext()) {
            cancellation.check();
        }
    }

    private boolean hasMore(Cancellation cancellation) {
        return !cancellation.cancelled() && order.files().hasNext();
    }

    private void ended(FileChange file, SourceOutcome outcome) {
        if (underWay.remove(file)) {
            told.accept(outcome);
        }
    }

    @Override
    public void giveUp(FileException why) {
        underWay.forEach(file -> told.accept(SourceOutcome.kept(file.name(), file.saying(why))));
        underWay.clear();
        order.files()
                .forEachRemaining(
                        file -> told.accept(SourceOutcome.kept(file.path().toString(), why)));
    }
}
