package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;

import com.hierynomus.mssmb2.SMB2MessageCommandCode;
import com.hierynomus.mssmb2.SMBApiException;
import com.hierynomus.smbj.common.SMBRuntimeException;
import java.net.SocketException;
import java.util.List;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a server's answers mean to requesters and operators. */
class ShareErrorsTest {
    private final ShareErrors errors = new ShareErrors(ShareSettings.of(
            new ShareAddress("files", 445, "data", List.of("in")), ShareAccount.of("DOMAIN\\svc", "canary-secret")));

    @ParameterizedTest
    @CsvSource({
        "C000006D, AUTHENTICATION_FAILED, false, password is wrong",
        "C0000071, AUTHENTICATION_FAILED, false, has expired",
        "C0000072, AUTHENTICATION_FAILED, false, disabled",
        "C0000234, AUTHENTICATION_FAILED, false, locked",
        "C0000022, PERMISSION_DENIED, false, lacks the right",
        "C00000A2, PERMISSION_DENIED, false, read-only",
        "C0000043, PERMISSION_DENIED, true, in use by another program",
        "C000007F, DISK_FULL, true, the share is full",
        "C0000044, DISK_FULL, true, quota",
        "C0000802, DISK_FULL, true, quota",
        "C0000033, NAME_REJECTED, false, of that name",
        "C00000CC, DESTINATION_UNAVAILABLE, true, no share of that name",
        "C00000C9, DESTINATION_UNAVAILABLE, true, connection to the server was lost",
        "C00000D0, DESTINATION_UNAVAILABLE, true, out of resources",
        "C0000103, NAME_COLLISION, false, a file stands there",
        "8000002D, PERMISSION_DENIED, false, a link stands there",
        "C0001234, DESTINATION_UNAVAILABLE, true, 0xC0001234",
    })
    void everyAnswerHasItsCodeAndText(String status, ErrorCode code, boolean retryable, String text) {
        FileException explained =
                errors.explain("Cannot write", new RelativePath("north/a.csv"), answer(Long.parseLong(status, 16)));

        assertThat(explained.code()).isEqualTo(code);
        assertThat(explained.remedy().retryable()).isEqualTo(retryable);
        assertThat(explained)
                .hasMessageStartingWith("Cannot write \"north/a.csv\" in \\\\files\\data\\in: ")
                .hasMessageContaining(text);
    }

    @Test
    void aConnectionThatIsRefusedNamesShareAndAccountButNoSecret() {
        FileException refused = errors.refused(answer(0xC000006DL));

        assertThat(refused)
                .hasMessage(
                        "Cannot connect to \\\\files\\data\\in as DOMAIN\\svc: the user name or the password is wrong");
        assertThat(refused.toString()).doesNotContain("canary-secret");
    }

    @Test
    void aLostConnectionIsWorthAnotherTry() {
        FileException lost = errors.explain(
                "Cannot write",
                new RelativePath("a\nb"),
                new SMBRuntimeException(new SocketException("Connection reset")));

        assertThat(lost.code()).isEqualTo(ErrorCode.DESTINATION_UNAVAILABLE);
        assertThat(lost.remedy().retryable()).isTrue();
        assertThat(lost).hasMessageContaining("Connection reset").hasMessageContaining("a\\u000Ab");
        assertThat(ShareErrors.isAnswer(new SMBRuntimeException("no answer"))).isFalse();
        assertThat(ShareErrors.isAnswer(answer(0xC0000203L))).isFalse();
        assertThat(ShareErrors.isAnswer(answer(0xC0000022L))).isTrue();
    }

    private static SMBApiException answer(long status) {
        return new SMBApiException(status, SMB2MessageCommandCode.SMB2_WRITE, "Write failed", null);
    }
}
