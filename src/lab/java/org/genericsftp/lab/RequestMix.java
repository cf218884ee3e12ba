package org.genericsftp.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.genericsftp.lab.SourceTree.LabFolder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Makes requests of all kinds for the files of a folder. */
final class RequestMix {
    static final String CLIENT = "lab";
    static final String REQUESTS = "sftp." + CLIENT + ".requests";
    static final String SYNC = "sftp." + CLIENT + ".sync";

    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_EXACT = 20;

    private final Random random;
    private int made;

    RequestMix(Random random) {
        this.random = random;
    }

    /** By folder, by globs on name and on path, and the newest. */
    List<Asked> forFolder(LabFolder folder) {
        return List.of(byFolder(folder, true), byName(folder), byPath(folder), newest(folder));
    }

    Asked byFolder(LabFolder folder, boolean digest) {
        ObjectNode body = body("folder").put("directory", folder.name());
        return fileRequest(body, folder.files(), digest);
    }

    private Asked byName(LabFolder folder) {
        ObjectNode body = body("name").put("directory", folder.name()).put("fileName", "*.xml");
        return fileRequest(body, select(folder, file -> file.name().endsWith(".xml")), false);
    }

    private Asked byPath(LabFolder folder) {
        ObjectNode body = body("path").put("fileName", folder.name() + "/**/*.{csv,bin}");
        return fileRequest(body, select(folder, file -> !file.name().endsWith(".xml")), random.nextBoolean());
    }

    /** The newer half of its files, the newest first. */
    Asked newest(LabFolder folder) {
        int half = (folder.files().size() + 1) / 2;
        ObjectNode body = body("newest").put("directory", folder.name()).put("newest", half);
        List<LabFile> newest = folder.files().stream()
                .sorted(Comparator.comparing(LabFile::modified).reversed().thenComparing(LabFile::name))
                .limit(half)
                .toList();
        return new Asked(body.path("requestId").asString(), REQUESTS, body.toString(), newest, false, false, true);
    }

    /** Some of its files. */
    Asked byExactNames(LabFolder folder) {
        List<LabFile> shuffled = new ArrayList<>(folder.files());
        Collections.shuffle(shuffled, random);
        List<LabFile> some = shuffled.subList(0, Math.min(MOST_EXACT, shuffled.size()));
        ObjectNode body = body("exact");
        ObjectNode filter = body.putObject("fileName").put("syntax", "exact");
        some.forEach(file -> filter.withArray("include").add(file.name()));
        return fileRequest(body, some, random.nextBoolean());
    }

    private static List<LabFile> select(LabFolder folder, Predicate<LabFile> wanted) {
        return folder.files().stream().filter(wanted).toList();
    }

    /** @param folders that are there when it is sent */
    Asked sync(List<LabFolder> folders) {
        String requestId = nextId("sync");
        ObjectNode body = JSON.createObjectNode().put("type", "SyncTrigger").put("requestId", requestId);
        List<LabFile> files =
                folders.stream().flatMap(folder -> folder.files().stream()).toList();
        return new Asked(requestId, SYNC, body.toString(), files, true, false, false);
    }

    private ObjectNode body(String kind) {
        return JSON.createObjectNode().put("type", "FileRequest").put("requestId", nextId(kind));
    }

    private String nextId(String kind) {
        return ++made + "-" + kind;
    }

    private static Asked fileRequest(ObjectNode body, List<LabFile> files, boolean digest) {
        if (digest) {
            body.put("digest", "SHA-256");
        }
        return new Asked(body.path("requestId").asString(), REQUESTS, body.toString(), files, false, digest, false);
    }
}
