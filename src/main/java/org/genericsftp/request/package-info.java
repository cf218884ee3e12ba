/**
 * What is asked and what is answered: the requests, the replies, and how a reply's status follows from the outcomes.
 * Knows neither JSON nor JMS.
 */
@NullMarked
package org.genericsftp.request;

import org.jspecify.annotations.NullMarked;
