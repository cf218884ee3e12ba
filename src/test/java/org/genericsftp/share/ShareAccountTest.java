package org.genericsftp.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareAccountTest {
    @Test
    void takesEverySpellingOfAUser() {
        assertThat(ShareAccount.of("svc", "secret")).isEqualTo(new PasswordAccount("svc", "", "secret"));
        assertThat(ShareAccount.of("DOMAIN\\svc", "secret")).isEqualTo(new PasswordAccount("svc", "DOMAIN", "secret"));
        assertThat(ShareAccount.of("svc@example.net", "secret"))
                .isEqualTo(new PasswordAccount("svc@example.net", "", "secret"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\\svc", "DOMAIN\\", "A\\B\\svc"})
    void refusesWhatIsNoUser(String username) {
        assertThatThrownBy(() -> ShareAccount.of(username, "canary-secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("canary-secret");
    }

    @Test
    void neverLogsInWithoutAPassword() {
        assertThatThrownBy(() -> ShareAccount.of("svc", "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void neverShowsThePassword() {
        ShareAccount account = ShareAccount.of("DOMAIN\\svc", "canary-secret");

        assertThat(account).hasToString("DOMAIN\\svc");
        assertThat(ShareSettings.of(new ShareAddress("files", 445, "data", List.of()), account)
                        .toString())
                .contains("files")
                .doesNotContain("canary-secret");
    }
}
