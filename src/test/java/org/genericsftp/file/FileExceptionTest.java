package org.genericsftp.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FileExceptionTest {
    private static final String FULL = "Cannot list /srv/out on sftp.example.net as dataminer: permission denied";

    /** What these say is of the request. */
    private static final Set<ErrorCode> OF_THE_REQUEST = EnumSet.of(
            ErrorCode.MALFORMED_REQUEST,
            ErrorCode.UNKNOWN_TYPE,
            ErrorCode.INVALID_FILTER,
            ErrorCode.REPLY_TO_REFUSED,
            ErrorCode.TOO_BUSY,
            ErrorCode.EXPIRED,
            ErrorCode.CANCELLED);

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void tellsRequestersNothingOfServerAccountAndPaths(ErrorCode code) {
        FileException failure = new FileException(code, Remedy.LATER, FULL);
        assertThat(failure).hasMessage(FULL);
        assertThat(failure.toError().message()).isEqualTo(FULL);
        String shown = failure.toError().forRequesters().message();
        assertThat(shown.equals(FULL)).isEqualTo(OF_THE_REQUEST.contains(code));
        assertThat(failure.forRequesters()).hasMessage(shown);
        assertThat(failure.forRequesters().code()).isEqualTo(code);
        assertThat(failure.forRequesters().toError().retryable()).isTrue();
    }

    @Test
    void tellsAllWhatNamesNothingElse() {
        FileException failure = FileException.forAll(ErrorCode.TOO_MANY_FILES, Remedy.NEVER, "More than 3 files");
        assertThat(failure.toError().forRequesters()).isEqualTo(failure.toError());
    }

    @Test
    void namesTheFolderOrFileToRequestersRelativeToTheSource() {
        ReportedError error = new FileException(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, FULL)
                .toError()
                .about("north/x")
                .with(" (and 2 more)");
        assertThat(error.message()).isEqualTo(FULL + " (and 2 more)");
        assertThat(error.forRequesters().message())
                .startsWith("north/x: ")
                .endsWith(" (and 2 more)")
                .doesNotContain("/srv");
    }
}
