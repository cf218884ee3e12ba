package org.genericsftp.share;

import com.hierynomus.msdtyp.AccessMask;
import com.hierynomus.msfscc.FileSystemInformationClass;
import com.hierynomus.msfscc.fileinformation.ShareInfo;
import com.hierynomus.mssmb2.SMB2CreateDisposition;
import com.hierynomus.mssmb2.SMB2ShareAccess;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.mssmb2.messages.SMB2QueryInfoRequest.SMB2QueryInfoType;
import com.hierynomus.protocol.commons.buffer.Buffer;
import com.hierynomus.protocol.commons.buffer.Endian;
import com.hierynomus.smbj.share.Directory;
import com.hierynomus.smbj.share.DiskShare;
import java.io.IOException;
import java.util.EnumSet;
import org.genericsftp.destination.FreeSpace;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;

/** How much the account may still write, its quota included ([MS-FSCC] 2.5.4). */
final class ShareGauge implements FreeSpace.Gauge {
    private final ShareConnection connection;
    private final ShareTree tree;

    ShareGauge(ShareConnection connection, ShareTree tree) {
        this.connection = connection;
        this.tree = tree;
    }

    @Override
    public long usableBytes() {
        try {
            return connection.call("Cannot measure", RelativePath.ROOT, this::measure);
        } catch (FileException | SMBApiException e) {
            // What is wrong shows, and is told, where something is written.
            return FreeSpace.UNKNOWN;
        }
    }

    private long measure(DiskShare share) throws IOException {
        // Of the folder's own handle: DFS may have led to another server, and another disk may be mounted there.
        try (Directory folder = share.openDirectory(
                tree.stored(RelativePath.ROOT),
                EnumSet.of(AccessMask.FILE_READ_ATTRIBUTES),
                null,
                EnumSet.allOf(SMB2ShareAccess.class),
                SMB2CreateDisposition.FILE_OPEN,
                null)) {
            byte[] answer = folder.getDiskShare()
                    .queryInfo(
                            folder.getFileId(),
                            SMB2QueryInfoType.SMB2_0_INFO_FILESYSTEM,
                            null,
                            null,
                            FileSystemInformationClass.FileFsFullSizeInformation)
                    .getOutputBuffer();
            return usable(ShareInfo.parseFsFullSizeInformation(new Buffer.PlainBuffer(answer, Endian.LE)));
        } catch (Buffer.BufferException e) {
            return FreeSpace.UNKNOWN;
        }
    }

    private static long usable(ShareInfo found) {
        boolean told = found.getTotalSpace() > 0 && found.getCallerFreeSpace() >= 0;
        return told ? found.getCallerFreeSpace() : FreeSpace.UNKNOWN;
    }
}
