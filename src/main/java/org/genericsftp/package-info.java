/** The program, and the wiring of its parts: constructor calls only. */
@NullMarked
package org.genericsftp;

import org.jspecify.annotations.NullMarked;
