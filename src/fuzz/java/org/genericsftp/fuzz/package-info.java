/** Runs the fuzz targets: with Jazzer for as long as one likes, or once over the inputs that are kept. */
@NullMarked
package org.genericsftp.fuzz;

import org.jspecify.annotations.NullMarked;
