/**
 * What tests stand on: throwaway servers, keys, and a network that misbehaves when told to. Knows the worker's settings
 * records, and nothing else of it.
 */
@NullMarked
package org.genericsftp.testing;

import org.jspecify.annotations.NullMarked;
