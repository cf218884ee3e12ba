/**
 * Which files are meant: names, times, and what they select. Patterns from outside are bounded before they are
 * compiled, and match in linear time: the only package that knows RE2/J. Knows nothing of requests.
 */
@NullMarked
package org.genericsftp.filter;

import org.jspecify.annotations.NullMarked;
