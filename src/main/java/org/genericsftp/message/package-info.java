/**
 * Messages as JSON: requests in, validated against {@code messages-schema}; answers and events out. The only code that
 * knows those schemas; it knows nothing of the broker.
 */
@NullMarked
package org.genericsftp.message;

import org.jspecify.annotations.NullMarked;
