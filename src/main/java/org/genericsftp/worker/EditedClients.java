package org.genericsftp.worker;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.genericsftp.config.ClientConfiguration;
import org.genericsftp.config.ClientEditor;
import org.genericsftp.config.ClientForm;
import org.genericsftp.config.EditException;
import org.genericsftp.file.StageResult;
import org.genericsftp.operator.ClientEditing;
import org.genericsftp.operator.RefusedEditException;
import org.genericsftp.operator.RefusedEditException.Reason;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the operator page set up, change, pause and remove clients: in their files first, then in this process. */
public final class EditedClients implements ClientEditing {
    /** Tries the connection of a client that is not run. */
    @FunctionalInterface
    public interface Trial {
        /** @param stages told of each stage as it ends, on the caller's thread */
        void of(ClientConfiguration client, Consumer<StageResult> stages);
    }

    private static final Logger LOG = LoggerFactory.getLogger(EditedClients.class);

    private final ClientEditor editor;
    private final ConfigurationReload reload;
    private final RunningClients clients;
    private final Trial trial;

    public EditedClients(ConfigurationReload reload, RunningClients clients, Trial trial) {
        this.editor = reload.editor();
        this.reload = reload;
        this.clients = clients;
        this.trial = trial;
    }

    @Override
    public List<FormGroup> form() {
        return ClientForm.groups();
    }

    @Override
    public void save(String name, Map<String, @Nullable String> settings) throws RefusedEditException {
        edit(() -> editor.save(name, settings));
        LOG.info("{} was saved", name);
        reload.now();
    }

    @Override
    public void remove(String name) throws RefusedEditException {
        edit(() -> editor.remove(name));
        LOG.info("{} was removed", name);
        reload.now();
    }

    @Override
    public void pause(String name) throws RefusedEditException {
        setPaused(name, true);
    }

    @Override
    public void resume(String name) throws RefusedEditException {
        setPaused(name, false);
    }

    /** Also while the configuration is faulty, and so is not taken over. */
    private void setPaused(String name, boolean paused) throws RefusedEditException {
        if (clients.member(name).isEmpty()) {
            throw new RefusedEditException(Reason.UNKNOWN_CLIENT, "There is no client " + name, List.of());
        }
        edit(() -> editor.setPaused(name, paused));
        clients.setPaused(name, paused);
        LOG.info("{} is {}", name, paused ? "paused" : "resumed");
    }

    @Override
    public void test(String name, Map<String, @Nullable String> settings, Consumer<StageResult> stages)
            throws RefusedEditException {
        ClientConfiguration client;
        try {
            client = editor.trial(name, settings);
        } catch (EditException e) {
            throw refused(e);
        }
        trial.of(client, stages);
    }

    private interface Edit {
        void run() throws EditException;
    }

    private static void edit(Edit edit) throws RefusedEditException {
        try {
            edit.run();
        } catch (EditException e) {
            throw refused(e);
        }
    }

    private static RefusedEditException refused(EditException e) {
        return new RefusedEditException(e.reason(), String.valueOf(e.getMessage()), e.fields());
    }
}
