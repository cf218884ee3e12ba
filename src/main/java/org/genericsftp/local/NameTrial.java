package org.genericsftp.local;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.genericsftp.destination.NameRules;
import org.genericsftp.destination.TemporaryNames;

/**
 * Finds out what a file system does with names, by trying: in a folder of its own in the root, so that nothing else is
 * met. What is found there is taken to hold for all of the destination directory.
 */
final class NameTrial {
    /** Each with another name that folding file systems take for the same: by case, by Unicode form, both ways. */
    private static final List<List<String>> TWINS =
            List.of(List.of("Aa", "aA"), List.of("\u00E9", "e\u0301"), List.of("e\u0301", "\u00E9"));
    /** What FAT, exFAT and Windows refuse, or keep under another name. */
    private static final List<String> ODD = List.of("a:b", "a.", "con");

    private static final String PLAIN = "a";
    private static final int ENTRIES_LOOKED_AT = 100;

    private final Folder root;
    private final TemporaryNames temporaryNames;

    NameTrial(Folder root, TemporaryNames temporaryNames) {
        this.root = root;
        this.temporaryNames = temporaryNames;
    }

    /**
     * @param folds two names may be one
     * @param alters ordinary names may be kept as others
     * @param refusesOdd names that are not ordinary may be refused, or kept as others
     */
    record Traits(boolean folds, boolean alters, boolean refusesOdd) {
        /** Every name is kept as it is, and is no other. */
        boolean areExact() {
            return !folds && !alters && !refusesOdd;
        }
    }

    /** Whether a trial may have left a file of that name, in a folder of a temporary name. */
    static boolean isTrial(String name) {
        return name.equals(PLAIN)
                || ODD.contains(name)
                || TWINS.stream().anyMatch(twins -> twins.stream().anyMatch(name::equalsIgnoreCase));
    }

    /** @throws IOException nothing can be tried, as nothing can be written to the root */
    Traits traits() throws IOException {
        return inAFolderOfItsOwn(folder -> {
            stored(folder, PLAIN);
            boolean folds = false;
            boolean alters = false;
            boolean refusesOdd = false;
            for (List<String> twins : TWINS) {
                String name = twins.get(0);
                try {
                    folder.create(name).close();
                } catch (IOException refused) {
                    refusesOdd = true;
                    continue;
                }
                folds |= folder.look(twins.get(1)) != null;
                alters |= !onlyName(folder).equals(name);
                folder.deleteFile(name);
            }
            for (String name : ODD) {
                try {
                    refusesOdd |= !stored(folder, name).equals(name);
                } catch (IOException refused) {
                    refusesOdd = true;
                }
            }
            return new Traits(folds, alters, refusesOdd);
        });
    }

    /** What can be told without writing: whether something is found by a name that it does not have. */
    Traits traitsByLooking() throws IOException {
        List<String> names = new ArrayList<>();
        root.list(name -> {
            if (names.size() < ENTRIES_LOOKED_AT) {
                names.add(name);
            }
        });
        Set<String> known = Set.copyOf(names);
        for (String name : names) {
            String other = inOtherCase(name);
            if (!known.contains(other) && LocalNames.canHold(other)) {
                return new Traits(root.look(other) != null, false, false);
            }
        }
        return new Traits(true, false, false);
    }

    private static String inOtherCase(String name) {
        StringBuilder other = new StringBuilder(name);
        for (int i = 0; i < name.length(); i++) {
            char character = name.charAt(i);
            if (character >= 'a' && character <= 'z') {
                other.setCharAt(i, (char) (character - 'a' + 'A'));
            } else if (character >= 'A' && character <= 'Z') {
                other.setCharAt(i, (char) (character - 'A' + 'a'));
            }
        }
        return other.toString();
    }

    /** Whether the name must be tried before a file gets it. */
    static boolean isOdd(String name) {
        return NameRules.WINDOWS.faultOf(name) != null || name.chars().anyMatch(character -> character > 126);
    }

    /** @throws NameRefusedException a new file of this name would not have exactly it */
    void require(String name) throws IOException {
        String stored = inAFolderOfItsOwn(folder -> {
            try {
                return stored(folder, name);
            } catch (IOException e) {
                // Where an ordinary name is refused as well, it is not for the name: the disk may be full.
                stored(folder, PLAIN);
                throw new NameRefusedException(name, "this file system can't keep the name (" + e.getMessage() + ")");
            }
        });
        if (!stored.equals(name)) {
            throw new NameRefusedException(name, "this file system would keep it as \"" + stored + "\"");
        }
    }

    /** The name under which a file of this name is listed. */
    private static String stored(Folder folder, String name) throws IOException {
        folder.create(name).close();
        try {
            return onlyName(folder);
        } finally {
            folder.deleteFile(name);
        }
    }

    private static String onlyName(Folder folder) throws IOException {
        List<String> names = new ArrayList<>(1);
        folder.list(names::add);
        return names.size() == 1 ? names.get(0) : "";
    }

    private <T> T inAFolderOfItsOwn(Trial<T> trial) throws IOException {
        String name = temporaryNames.next();
        root.make(name);
        try (Folder folder = root.open(name)) {
            return Objects.requireNonNull(trial.run(folder));
        } finally {
            root.deleteFolder(name);
        }
    }

    private interface Trial<T> {
        T run(Folder folder) throws IOException;
    }
}
