package org.genericsftp.config;

/** A place in the file; line and column are counted from 1. */
record Position(int line, int column) {}
