package org.genericsftp.cli;

import org.genericsftp.file.Outcomes;
import org.genericsftp.request.ConnectionReport;
import org.genericsftp.request.Result;

/** Tells how applying one client goes: first the connection, then the files as they come, last the whole. */
interface SyncReportWriter extends Outcomes {
    void connection(ConnectionReport report);

    void end(Result result);
}
