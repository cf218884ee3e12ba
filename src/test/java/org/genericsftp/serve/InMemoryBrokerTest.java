package org.genericsftp.serve;

class InMemoryBrokerTest extends BrokerContract {
    @Override
    protected Outside open() {
        return new InMemoryBroker();
    }
}
