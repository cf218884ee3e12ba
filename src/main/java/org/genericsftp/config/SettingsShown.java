package org.genericsftp.config;

import java.util.List;
import java.util.Optional;

/**
 * What is in effect, for people to read; it holds no secret.
 *
 * @param sections of the main file, without those of the clients
 */
public record SettingsShown(List<Group> sections, List<ClientSettings> clients) {
    public SettingsShown {
        sections = List.copyOf(sections);
        clients = List.copyOf(clients);
    }

    /** One section of the main file, such as {@code broker}. */
    public record Group(String name, List<Setting> settings) {
        public Group {
            settings = List.copyOf(settings);
        }
    }

    public Optional<ClientSettings> of(String client) {
        return clients.stream()
                .filter(settings -> settings.client().equals(client))
                .findFirst();
    }
}
