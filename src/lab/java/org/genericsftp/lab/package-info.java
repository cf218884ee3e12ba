/**
 * The fault laboratory: kills, cuts, freezes and restarts what the worker depends on, and the worker itself, under load,
 * and holds every answer against the files: {@code mvn -q -P lab}. Knows the packaged worker from outside only, by its
 * configuration file, its messages and what Linux tells of its process.
 */
@NullMarked
package org.genericsftp.lab;

import org.jspecify.annotations.NullMarked;
