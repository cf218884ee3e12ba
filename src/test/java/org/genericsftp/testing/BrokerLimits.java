package org.genericsftp.testing;

/**
 * How much room a test's broker has; zeros for the broker's own defaults.
 *
 * @param memoryBytes for all messages
 * @param frameBytes for one OpenWire frame
 * @param storeBytes for persistent messages; what exceeds it waits, or is refused
 * @param topicBytes for each topic's messages, which then stay in memory
 * @param tempBytes on disk for messages that are not persistent
 * @param refusesWhenFull whether senders are told that there is no room, or just wait until there is
 */
public record BrokerLimits(
        long memoryBytes, int frameBytes, long storeBytes, long topicBytes, long tempBytes, boolean refusesWhenFull) {
    public static final BrokerLimits USUAL = new BrokerLimits(0, 0, 0, 0, 0, false);

    public BrokerLimits memory(long bytes) {
        return new BrokerLimits(bytes, frameBytes, storeBytes, topicBytes, tempBytes, refusesWhenFull);
    }

    public BrokerLimits frame(int bytes) {
        return new BrokerLimits(memoryBytes, bytes, storeBytes, topicBytes, tempBytes, refusesWhenFull);
    }

    public BrokerLimits store(long bytes) {
        return new BrokerLimits(memoryBytes, frameBytes, bytes, topicBytes, tempBytes, refusesWhenFull);
    }

    public BrokerLimits topic(long bytes) {
        return new BrokerLimits(memoryBytes, frameBytes, storeBytes, bytes, tempBytes, refusesWhenFull);
    }

    public BrokerLimits temp(long bytes) {
        return new BrokerLimits(memoryBytes, frameBytes, storeBytes, topicBytes, bytes, refusesWhenFull);
    }

    public BrokerLimits refusesWhenFull(boolean refuses) {
        return new BrokerLimits(memoryBytes, frameBytes, storeBytes, topicBytes, tempBytes, refuses);
    }

    String toLine() {
        return memoryBytes + " " + frameBytes + " " + storeBytes + " " + topicBytes + " " + tempBytes + " "
                + refusesWhenFull;
    }

    static BrokerLimits parse(String line) {
        String[] limits = line.split(" ", -1);
        return new BrokerLimits(
                Long.parseLong(limits[0]),
                Integer.parseInt(limits[1]),
                Long.parseLong(limits[2]),
                Long.parseLong(limits[3]),
                Long.parseLong(limits[4]),
                Boolean.parseBoolean(limits[5]));
    }
}
