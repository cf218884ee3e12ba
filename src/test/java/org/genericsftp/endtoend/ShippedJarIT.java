package org.genericsftp.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.genericsftp.testing.WorkerJar;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The jar says what it contains, under which licences, and contains that and nothing else. */
class ShippedJarIT {
    private static final String LICENCES = "META-INF/licenses/";

    private static JarFile jar;
    private static List<Component> components;

    @BeforeAll
    static void open() throws IOException {
        jar = new JarFile(WorkerJar.path().toFile());
        try (InputStream bill = jar.getInputStream(jar.getEntry("META-INF/sbom/application.cdx.json"))) {
            components = JsonMapper.shared()
                    .readTree(bill)
                    .path("components")
                    .valueStream()
                    .map(Component::of)
                    .toList();
        }
    }

    @AfterAll
    static void close() throws IOException {
        jar.close();
    }

    /** One artifact of the bill of materials. */
    private record Component(String group, String name, String version, Set<String> licences) {
        static Component of(JsonNode component) {
            return new Component(
                    component.path("group").asString(),
                    component.path("name").asString(),
                    component.path("version").asString(),
                    component
                            .path("licenses")
                            .valueStream()
                            .map(each -> each.path("license").path("id").asString(""))
                            .collect(Collectors.toSet()));
        }

        boolean isBouncyCastle() {
            return group.equals("org.bouncycastle");
        }

        /** Its folder of licences, and that of all artifacts of its group. */
        Stream<String> folders() {
            return Stream.of(name, group.substring(group.lastIndexOf('.') + 1)).map(each -> LICENCES + each + "/");
        }

        Set<String> classes() throws IOException {
            String file = name + "-" + version + ".jar";
            Path path = Stream.of(System.getProperty("java.class.path").split(":"))
                    .map(Path::of)
                    .filter(each -> each.endsWith(file))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("Not on the class path: " + file));
            try (JarFile artifact = new JarFile(path.toFile())) {
                return classesOf(artifact);
            }
        }
    }

    private static Set<String> classesOf(JarFile file) {
        return file.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                .filter(name -> !name.equals("module-info.class"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void containsWhatItsBillOfMaterialsLists() throws IOException {
        Set<String> shipped = classesOf(jar);
        shipped.removeIf(name -> name.startsWith("org/genericsftp/"));
        Set<String> listed = new TreeSet<>();
        for (Component component : components) {
            Set<String> classes = component.classes();
            if (component.isBouncyCastle()) {
                assertThat(shipped).as("parts of %s", component).containsAnyElementsOf(classes);
                classes.retainAll(shipped);
            }
            listed.addAll(classes);
        }

        assertThat(shipped).containsExactlyElementsOf(listed);
    }

    @Test
    void bringsTheLicenceOfEachArtifactAlong() {
        assertThat(components)
                .hasSizeGreaterThan(30)
                .allSatisfy(component -> assertThat(
                                component.licences().contains("Apache-2.0")
                                        ? Stream.of(LICENCES + "generic-sftp-client/")
                                        : component.folders())
                        .as("folders with the licence of %s", component)
                        .anyMatch(folder -> jar.stream()
                                .anyMatch(entry -> entry.getName().startsWith(folder) && !entry.isDirectory())));
    }

    @Test
    void keepsTheNoticesThatTheApacheLicenceAsksFor() {
        assertThat(jar.stream().map(ZipEntry::getName))
                .contains(LICENCES + "activemq-client/NOTICE", LICENCES + "micrometer-core/NOTICE");
    }
}
