/**
 * The quick start: everything that is needed to see the worker at work, on one machine with nothing installed. Its
 * requester uses nothing of this project, for others to copy; the worker is the packaged one.
 */
@NullMarked
package org.genericsftp.quickstart;

import org.jspecify.annotations.NullMarked;
