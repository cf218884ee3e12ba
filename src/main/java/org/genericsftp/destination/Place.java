package org.genericsftp.destination;

/**
 * Which folder a destination stands for at one moment. Equal places are one folder, which has not been exchanged for
 * another in between.
 *
 * @param name where it is, for people
 */
public record Place(String name, Object identity) {
    @Override
    public boolean equals(Object other) {
        return other instanceof Place place && identity.equals(place.identity);
    }

    @Override
    public int hashCode() {
        return identity.hashCode();
    }
}
