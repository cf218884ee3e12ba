/**
 * Decides what becomes of each file of a listing, given the request and what the destination has. Pure: no I/O, no
 * clock, no threads.
 */
@NullMarked
package org.genericsftp.plan;

import org.jspecify.annotations.NullMarked;
