package org.genericsftp.config;

import java.time.Duration;

/**
 * What holds for the process as a whole.
 *
 * @param name what replies and reports call it
 * @param shutdownGrace how long running requests may take to finish when it is stopped
 * @param changeGrace how long those of one client may, when its settings are changed or it is removed
 */
public record WorkerSettings(String name, Duration shutdownGrace, Duration changeGrace) {}
