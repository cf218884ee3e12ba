package org.genericsftp.jms;

import org.genericsftp.serve.BrokerContract;
import org.genericsftp.serve.Outside;

class JmsBrokerTest extends BrokerContract {
    @Override
    protected Outside open() throws Exception {
        return new ActiveMqOutside();
    }
}
