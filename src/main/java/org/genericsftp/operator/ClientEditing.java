package org.genericsftp.operator;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.genericsftp.file.StageResult;
import org.jspecify.annotations.Nullable;

/**
 * Sets up, changes and removes clients while the worker runs. The methods block; they may be called by any thread. Settings are
 * texts by the keys of the configuration file; a secret that is null keeps the value that it has.
 */
public interface ClientEditing {
    /** What can be set, in the order of the form. */
    List<FormGroup> form();

    /**
     * Saves a client, whole or not at all, and has it run.
     *
     * @throws RefusedEditException when it may not be changed, or the settings are wrong; nothing has changed then
     */
    void save(String name, Map<String, @Nullable String> settings) throws RefusedEditException;

    /** Removes a client and its secrets; what runs is finished. */
    void remove(String name) throws RefusedEditException;

    /** Has the client take no more requests, also after the worker's next start; what runs is finished. */
    void pause(String name) throws RefusedEditException;

    /** Undoes {@link #pause}. */
    void resume(String name) throws RefusedEditException;

    /**
     * Tries a connection with settings that are not saved.
     *
     * @param stages told of each stage as it ends, on the caller's thread
     */
    void test(String name, Map<String, @Nullable String> settings, Consumer<StageResult> stages)
            throws RefusedEditException;

    /** Fields that belong together, under a title. */
    record FormGroup(String title, List<FormField> fields) {
        public FormGroup {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One field of the form.
     *
     * @param hint one sentence
     * @param choices what can be chosen, for a CHOICE
     * @param usual what holds where the field is left empty, as text; null where there is nothing
     */
    record FormField(
            String key,
            String label,
            String hint,
            FieldType type,
            List<String> choices,
            @Nullable String usual,
            boolean required) {
        public FormField {
            choices = List.copyOf(choices);
        }
    }

    /** What a field takes. */
    enum FieldType {
        TEXT,
        NUMBER,
        SECRET,
        DURATION,
        BOOLEAN,
        CHOICE
    }
}
