package org.genericsftp.cli;

import java.util.function.Consumer;
import org.genericsftp.file.Afterwards;
import org.genericsftp.file.Outcomes;
import org.genericsftp.file.SourceOutcome;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.Result;

/** Tells how applying one client goes: first the connection, then the files as they come, last the whole. */
interface SyncReportWriter extends Outcomes {
    void connection(ConnectionReport report);

    void end(Result result);

    /** What becomes of the files at the source, after {@link #end}. */
    Consumer<SourceOutcome> atTheSource(Afterwards what);

    /** The last of that. */
    void atTheSourceEnded(long left);
}
