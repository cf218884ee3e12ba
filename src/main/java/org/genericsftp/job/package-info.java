/**
 * One request from start to answer, told in one method.
 */
@NullMarked
package org.genericsftp.job;

import org.jspecify.annotations.NullMarked;
