/**
 * Reads the configuration file into the settings that each component owns, and says everything that is wrong with it
 * at once. Knows what the settings are called and what they may be; not what becomes of them.
 */
@NullMarked
package org.genericsftp.config;

import org.jspecify.annotations.NullMarked;
