/** TLS from files: a certificate with its private key, and whom to trust. */
@NullMarked
package org.genericsftp.tls;

import org.jspecify.annotations.NullMarked;
