package org.genericsftp.share;

import com.hierynomus.mssmb2.SMBApiException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.genericsftp.file.ErrorCode;
import org.genericsftp.file.FileException;
import org.genericsftp.file.RelativePath;
import org.genericsftp.file.Remedy;
import org.jspecify.annotations.Nullable;

/**
 * The only way into folders of the destination: each on the way is looked at before anything is done in it, so that no
 * link is followed and no folder is taken for another whose name differs in case. For a moment it is taken on trust.
 */
final class Folders {
    private static final String ENTER = "Cannot enter";
    private static final long TRUSTED_NANOS = Duration.ofSeconds(2).toNanos();
    private static final int MOST_KEPT = 10_000;

    private final ShareTree tree;
    private final ShareErrors errors;
    private final Map<RelativePath, Long> entered = new LinkedHashMap<>();
    /** Of the threads that want the same folder one looks, or makes it, and the others wait. */
    private final Object[] turns = Stream.generate(Object::new).limit(64).toArray();

    Folders(ShareTree tree, ShareErrors errors) {
        this.tree = tree;
        this.errors = errors;
    }

    /** Whether the folder is there, by that very name. */
    boolean find(RelativePath folder) throws FileException {
        return enter(folder, false);
    }

    /**
     * Makes the folder, and those above it, where they are not there; never the root.
     *
     * @throws FileException NAME_COLLISION where a file or a folder of another case is in the way, PERMISSION_DENIED
     *     where a link is, DESTINATION_UNAVAILABLE
     */
    void make(RelativePath folder) throws FileException {
        enter(folder, true);
    }

    /** The folder or one above it was not there any more. */
    void forget() {
        synchronized (entered) {
            entered.clear();
        }
    }

    private boolean enter(RelativePath folder, boolean make) throws FileException {
        if (isTrusted(folder)) {
            return true;
        }
        if (!folder.isRoot() && !enter(folder.parent(), make)) {
            return false;
        }
        synchronized (turns[Math.floorMod(folder.hashCode(), turns.length)]) {
            if (isTrusted(folder)) {
                return true;
            }
            if (folder.isRoot()) {
                requireRoot();
            } else if (!open(folder, make)) {
                return false;
            }
            trust(folder);
            return true;
        }
    }

    private void requireRoot() throws FileException {
        try {
            tree.list(ENTER, RelativePath.ROOT, entry -> false);
        } catch (SMBApiException e) {
            if (ShareErrors.isMissing(e) || ShareErrors.isNoFolder(e)) {
                throw errors.error(
                        ErrorCode.DESTINATION_UNAVAILABLE,
                        Remedy.LATER,
                        ENTER,
                        RelativePath.ROOT,
                        "the folder is not there; it is not made, lest a misspelt one be filled");
            }
            throw errors.explain(ENTER, RelativePath.ROOT, e);
        }
    }

    private boolean open(RelativePath folder, boolean make) throws FileException {
        try {
            Entry found = tree.look(ENTER, folder);
            if (found == null && make) {
                found = makeAndLook(folder);
            }
            if (found != null && found.isFolder() && found.name().equals(tree.storedName(folder))) {
                return true;
            }
            if (make) {
                throw inTheWay(folder, found);
            }
            return false;
        } catch (SMBApiException e) {
            throw errors.explain(ENTER, folder, e);
        }
    }

    private FileException inTheWay(RelativePath folder, @Nullable Entry found) {
        if (found == null) {
            return errors.error(
                    ErrorCode.DESTINATION_UNAVAILABLE, Remedy.LATER, ENTER, folder, "it has gone meanwhile");
        }
        if (found.isLink()) {
            return errors.error(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, ENTER, folder, ShareErrors.LINK);
        }
        if (!found.name().equals(tree.storedName(folder))) {
            return tree.collision(ENTER, folder, found);
        }
        return errors.error(ErrorCode.NAME_COLLISION, Remedy.NEVER, ENTER, folder, "a file stands there");
    }

    private @Nullable Entry makeAndLook(RelativePath folder) throws FileException {
        try {
            tree.makeFolder("Cannot make", folder);
        } catch (SMBApiException e) {
            if (ShareErrors.isMissing(e) && tree.exists(ENTER, folder.parent())) {
                throw errors.error(ErrorCode.PERMISSION_DENIED, Remedy.NEVER, ENTER, folder, ShareErrors.HIDDEN_LINK);
            }
            throw e;
        }
        return tree.look(ENTER, folder);
    }

    private boolean isTrusted(RelativePath folder) {
        synchronized (entered) {
            Long at = entered.get(folder);
            return at != null && System.nanoTime() - at < TRUSTED_NANOS;
        }
    }

    private void trust(RelativePath folder) {
        synchronized (entered) {
            if (entered.size() >= MOST_KEPT) {
                entered.clear();
            }
            entered.put(folder, System.nanoTime());
        }
    }
}
