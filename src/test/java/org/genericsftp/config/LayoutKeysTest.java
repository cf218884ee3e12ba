package org.genericsftp.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.genericsftp.filter.TimeZones;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutKeysTest {
    private static final ZoneId BRUSSELS = ZoneId.of("Europe/Brussels");

    @TempDir
    private Path folder;

    private ConfigurationFiles files;

    @BeforeEach
    void setUp() {
        files = new ConfigurationFiles(folder);
    }

    @Test
    void withoutThemCopiesAreAsAtTheSource() throws ConfigurationException {
        assertThat(layouts("")).isEqualTo(Layouts.PLAIN);
    }

    @Test
    void readsTheClientsOwnAndThoseWithNames() throws ConfigurationException {
        assertThat(layouts("""
                    layout: { folder: "in/${date:yyyy/MM/dd}", time-zone: Europe/Brussels, strip: 1, replace: true }
                    layouts:
                      inbox: { folder: inbox, flat: true }
                      as-it-is: {}
                """))
                .isEqualTo(new Layouts(
                        new Layout("in/${date:yyyy/MM/dd}", BRUSSELS, 1, false, true),
                        Map.of("inbox", new Layout("inbox", TimeZones.UTC, 0, true, false), "as-it-is", Layout.PLAIN)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "layout: { folder: ../x } | layout.folder: The path \"../x\" holds the name \"..\"",
                "layout: { folder: '${date:YYYY}' } | layout.folder: expected yyyy, yy, MM,",
                "layout: { flat: true, strip: 1 } | layout.strip: can't be given beside flat",
                "layout: { replace: true } | layout.replace: is for flat or strip",
                "layout: { foldr: x } | layout.foldr: is not a known key",
                "layout: { time-zone: Mars } | layout.time-zone: expected the name of a time zone",
                "layout: flat | layout: expected keys with values",
                "layouts: { flat: true } | layouts.flat: expected keys with values",
                "layouts: { Flat: {} } | layouts: has a layout whose name",
                "layouts: { a: { strip: -1 } } | layouts.a.strip: expected a whole number from 0 to 100",
                "layouts: { a: { folder: /x } } | layouts.a.folder: The path \"/x\" holds an empty name",
            })
    void refusesWhatCanNotBeMeant(String line, String expected) {
        assertThat(files.errorsOf(ConfigurationFiles.MINIMAL + "    " + line + "\n"))
                .singleElement()
                .asString()
                .contains("sftp-clients.plant-a." + expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | { flat: { flat: true } } | its own layout and the layout flat",
                "{ folder: 'in/${date:yyyy}' } | { one: { folder: 'in/${date:yyyy}', strip: 1 } } | its own layout and the layout one",
                "{} | { a: { folder: x, flat: true }, b: { folder: x, flat: true, replace: true } } | the layout a and the layout b"
            })
    void layoutsThatMayReplaceEachOthersCopiesAreWarnedOf(String own, String named, String warning) throws Exception {
        assertThat(warnings(own, named))
                .containsExactly("plant-a: " + warning
                        + " put copies in the same folder, where that of one file may replace that of another;"
                        + " give each a folder of its own");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | { inbox: { folder: inbox, flat: true } }",
                "{} | { by-day: { folder: '${date:yyyy/MM/dd}' }, the-same: {} }",
                "{ flat: true } | { one: { strip: 1 }, flat: { flat: true } }",
                "{ flat: true, replace: true } | { flat: { flat: true, replace: true } }"
            })
    void thoseThatCanNotAreNot(String own, String named) throws Exception {
        assertThat(warnings(own, named)).isEmpty();
    }

    private List<String> warnings(String own, String named) throws ConfigurationException {
        String yaml = ConfigurationFiles.MINIMAL + "    layout: " + own + "\n    layouts: " + named + "\n";
        return ConfigurationWarnings.of(files.read(yaml).clients());
    }

    private Layouts layouts(String lines) throws ConfigurationException {
        return files.read(ConfigurationFiles.MINIMAL + lines)
                .clients()
                .get(0)
                .job()
                .layouts();
    }
}
