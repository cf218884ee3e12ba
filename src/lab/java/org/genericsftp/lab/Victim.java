package org.genericsftp.lab;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** What is killed. */
enum Victim {
    WORKER("killed a worker"),
    BOTH_WORKERS("killed both workers"),
    BROKER("killed the broker"),
    SSHD("killed sshd and its sessions"),
    SESSION("killed a session of sshd");

    private final String words;

    Victim(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }

    /** Deals victims in random order: each has been killed before one is killed again. */
    static final class Deck {
        private final Random random;
        private final List<Victim> left = new ArrayList<>();

        Deck(Random random) {
            this.random = random;
        }

        Victim next() {
            if (left.isEmpty()) {
                Collections.addAll(left, values());
                Collections.shuffle(left, random);
            }
            return left.remove(left.size() - 1);
        }
    }
}
