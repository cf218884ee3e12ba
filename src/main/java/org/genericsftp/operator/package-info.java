/**
 * The operator page and its interface over HTTP: access, what is shown of the clients and for how long it is kept, and what an
 * operator can have done. It knows neither the configuration file nor the broker's protocol: what it needs of those comes
 * through ports of its own.
 */
@NullMarked
package org.genericsftp.operator;

import org.jspecify.annotations.NullMarked;
