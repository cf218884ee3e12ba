package org.genericsftp.job;

import java.time.Clock;
import java.time.Instant;
import org.genericsftp.destination.Destination;
import org.genericsftp.file.Cancellation;
import org.genericsftp.file.FileException;
import org.genericsftp.file.Outcomes;
import org.genericsftp.request.FileRequest;
import org.genericsftp.request.Result;
import org.genericsftp.sftp.ReadBuffers;
import org.genericsftp.sftp.SftpSettings;
import org.genericsftp.sftp.SftpSource;
import org.genericsftp.source.Lane;
import org.genericsftp.transfer.Copier;
import org.genericsftp.transfer.RetryPolicy;

/** The jobs of one client, with all that they are made of, from an SFTP server to a destination. */
final class ClientJobs implements AutoCloseable {
    private static final int BUFFER_BYTES = 64 << 20;

    private final SftpSource source;
    private final Destination destination;
    private final Copier copier;
    private final CopyFiles job;

    /** @param destination closed with this */
    ClientJobs(SftpSettings server, Destination destination, JobSettings settings) {
        this.destination = destination;
        source = new SftpSource(server, new ReadBuffers(BUFFER_BYTES));
        copier = new Copier(destination, new RetryPolicy(settings.retryFor()));
        job = new CopyFiles(settings, source, destination, copier, Clock.systemUTC());
    }

    CopyFiles job() {
        return job;
    }

    /** Runs a job that is asked for now, and that nobody cancels. */
    Result run(FileRequest request, Outcomes outcomes) {
        return job.run(request, Instant.now(), new Cancellation(), new Progress(), outcomes);
    }

    /** A lane beside those of the jobs. */
    Lane lane() throws FileException {
        return source.open(new Cancellation(), destination.writers());
    }

    @Override
    public void close() {
        copier.close();
        source.close();
        destination.close();
    }
}
