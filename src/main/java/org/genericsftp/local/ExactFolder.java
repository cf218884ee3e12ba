package org.genericsftp.local;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.genericsftp.destination.TemporaryNames;
import org.jspecify.annotations.Nullable;

/**
 * A folder of a file system that takes several names for one, or does not keep each as it is (FAT, exFAT, NTFS as Windows
 * has it, macOS): what stands at a name counts only if it is listed by that very name.
 */
final class ExactFolder implements Folder {
    private final Rules rules;
    private final Folder folder;

    private ExactFolder(Rules rules, Folder folder) {
        this.rules = rules;
        this.folder = folder;
    }

    /** What all folders of one root share. Guards the look at a name and the rename to it: together they are one step. */
    private record Rules(NameTrial.Traits traits, NameTrial trial, StoredNames names) {}

    static ExactFolder root(Folder root, NameTrial.Traits traits, NameTrial trial) {
        return new ExactFolder(new Rules(traits, trial, new StoredNames()), root);
    }

    @Override
    public @Nullable Object key() throws IOException {
        return folder.key();
    }

    /** @throws NameTakenException something stands there whose name is another one */
    @Override
    public @Nullable BasicFileAttributes look(String name) throws IOException {
        BasicFileAttributes found = folder.look(name);
        if (found == null || !rules.traits.folds() || TemporaryNames.isTemporary(name)) {
            return found;
        }
        if (rules.names.holds(folder, name)) {
            return found;
        }
        // It may have gone meanwhile, which is no collision.
        if (folder.look(name) == null) {
            return null;
        }
        throw new NameTakenException(name, nameLike(name));
    }

    private String nameLike(String name) throws IOException {
        List<String> alike = new ArrayList<>();
        String folded = folded(name);
        folder.list(each -> {
            if (folded(each).equals(folded)) {
                alike.add(each);
            }
        });
        return alike.isEmpty() ? "another name" : alike.get(0);
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean keepsNames() {
        return false;
    }

    @Override
    public void requireKeepable(String name) throws IOException {
        if (rules.traits.alters() || (rules.traits.refusesOdd() && NameTrial.isOdd(name))) {
            rules.trial.require(name);
        }
    }

    @Override
    public Folder open(String name) throws IOException {
        return new ExactFolder(rules, folder.open(name));
    }

    @Override
    public void make(String name) throws IOException {
        folder.make(name);
    }

    @Override
    public FileChannel create(String name) throws IOException {
        return folder.create(name);
    }

    @Override
    public void permit(String name, FileChannel open) throws IOException {
        folder.permit(name, open);
    }

    @Override
    public FileChannel read(String name) throws IOException {
        return folder.read(name);
    }

    @Override
    public void setModified(String name, Instant modified) throws IOException {
        folder.setModified(name, modified);
    }

    @Override
    public void replace(String from, String to) throws IOException {
        synchronized (rules.names) {
            BasicFileAttributes unused = look(to);
            BasicFileAttributes before = folder.look(from);
            folder.replace(from, to);
            rules.names.add(folder, to);
            keepTime(to, before);
        }
    }

    /** Some of these file systems take a rename for a change (fusefat). */
    private void keepTime(String name, @Nullable BasicFileAttributes before) throws IOException {
        BasicFileAttributes after = folder.look(name);
        if (before != null && after != null && !before.lastModifiedTime().equals(after.lastModifiedTime())) {
            OwnFile.setModified(
                    folder, name, before.fileKey(), before.lastModifiedTime().toInstant());
        }
    }

    @Override
    public void deleteFile(String name) throws IOException {
        folder.deleteFile(name);
    }

    @Override
    public void deleteFolder(String name) throws IOException {
        folder.deleteFolder(name);
    }

    @Override
    public void list(Visitor visitor) throws IOException {
        folder.list(visitor);
    }

    @Override
    public void force() throws IOException {
        folder.force();
    }

    @Override
    public void close() throws IOException {
        rules.names.forget(folder);
        folder.close();
    }
}
