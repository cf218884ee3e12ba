package org.genericsftp.config;

import java.time.Duration;

/**
 * What holds for the process as a whole.
 *
 * @param name what replies and reports call it
 * @param shutdownGrace how long running requests may take to finish when it is stopped
 */
public record WorkerSettings(String name, Duration shutdownGrace) {}
