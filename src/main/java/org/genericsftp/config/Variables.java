package org.genericsftp.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genericsftp.file.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Fills in what a text takes from outside: <code>${NAME}</code> and <code>${NAME:-default}</code> from the environment,
 * <code>${file:/path}</code> from a file. <code>$${</code> stands for <code>${</code>. What is filled in is not searched
 * again.
 */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern DATE = Pattern.compile("date(?:[-+].*|:[^-].*)");
    private static final String FILE = "file:";
    private static final String DEFAULT = ":-";
    private static final int LARGEST_FILE_BYTES = 64 * 1024;

    private final Map<String, String> environment;
    private final Path folder;
    private final FilesRead files;
    private final boolean keepsDates;

    /**
     * @param folder where relative paths of files start
     * @param files takes note of what is read
     */
    Variables(Map<String, String> environment, Path folder, FilesRead files) {
        this(environment, folder, files, false);
    }

    private Variables(Map<String, String> environment, Path folder, FilesRead files, boolean keepsDates) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
        this.files = files;
        this.keepsDates = keepsDates;
    }

    /** The same, for texts in which <code>${date:yyyyMMdd}</code> and <code>${date-1d:yyyyMMdd}</code> are left as they are. */
    Variables keepingDates() {
        return new Variables(environment, folder, files, true);
    }

    /**
     * A text with everything filled in.
     *
     * @param sources the variables that were filled in, as {@code ${NAME}}; with any, the text may be a secret
     */
    record Filled(String text, List<String> sources) {}

    /** A variable that can't be filled in; the message says which and why, and holds no value. */
    static final class UnfilledException extends Exception {
        private static final long serialVersionUID = 1L;

        UnfilledException(String message) {
            super(message);
        }
    }

    Filled fill(String text) throws UnfilledException {
        List<String> sources = new ArrayList<>();
        StringBuilder filled = new StringBuilder();
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            matcher.appendReplacement(filled, Matcher.quoteReplacement(replacement(matcher, sources)));
        }
        matcher.appendTail(filled);
        return new Filled(filled.toString(), List.copyOf(sources));
    }

    private String replacement(Matcher found, List<String> sources) throws UnfilledException {
        String inside = found.group(1);
        if (inside == null) {
            return "${";
        }
        if (found.group(2).isEmpty()) {
            throw new UnfilledException("has a ${ without its }; write $${ for the text ${ itself");
        }
        if (keepsDates && DATE.matcher(inside).matches()) {
            return found.group();
        }
        if (inside.startsWith(FILE)) {
            sources.add("${" + Printable.escape(inside) + "}");
            return contentOf(inside.substring(FILE.length()));
        }
        int end = inside.indexOf(DEFAULT);
        String name = end < 0 ? inside : inside.substring(0, end);
        if (!NAME.matcher(name).matches()) {
            throw new UnfilledException("has a ${…} that is neither ${NAME}, ${NAME:-default} nor ${file:/path};"
                    + " write $${ for the text ${ itself");
        }
        sources.add("${" + name + "}");
        return valueOf(name, end < 0 ? null : inside.substring(end + DEFAULT.length()));
    }

    private String valueOf(String name, @Nullable String otherwise) throws UnfilledException {
        String value = environment.get(name);
        if (otherwise != null) {
            return value == null || value.isEmpty() ? otherwise : value;
        }
        if (value == null) {
            throw new UnfilledException("the environment variable " + name + " is not set");
        }
        return value;
    }

    private String contentOf(String path) throws UnfilledException {
        try {
            return withoutLineEnd(files.text(folder.resolve(path), LARGEST_FILE_BYTES));
        } catch (SmallText.UnreadableException e) {
            throw new UnfilledException("the file " + Printable.escape(path) + " " + e.getMessage());
        } catch (InvalidPathException e) {
            throw new UnfilledException("the file " + Printable.escape(path) + " can't exist under that name");
        }
    }

    private static String withoutLineEnd(String text) {
        if (text.endsWith("\r\n")) {
            return text.substring(0, text.length() - 2);
        }
        return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    }
}
