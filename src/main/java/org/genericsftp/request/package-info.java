/**
 * What is asked and what is answered: the requests, the filters and what they select, the replies and how their
 * status follows from the outcomes. Knows neither JSON nor JMS.
 */
@NullMarked
package org.genericsftp.request;

import org.jspecify.annotations.NullMarked;
