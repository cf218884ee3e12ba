package org.genericsftp.filter;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.filter.Glob.Piece;
import org.genericsftp.filter.Glob.Segment;
import org.jspecify.annotations.Nullable;

/** How far a text may have come in a glob: place by place, each reached from the one before by one character. */
final class GlobPlaces {
    private final List<Place> places = new ArrayList<>();

    /** One of them. */
    static final class Place {
        /** What leads here from the place before; null where no character does. */
        final @Nullable CharacterSet enteredBy;

        /** Whether a text begins here. */
        final boolean initial;

        /** Whether it stays here with any character of a name, as behind {@code *}. */
        boolean stayingWithinName;

        /** Whether it stays here with every character, as behind {@code **}. */
        boolean stayingAnywhere;

        /** Whether a separator leads on to the next place as well, where a name begins: before {@code **}{@code /}. */
        boolean passingSeparatorOn;

        /** Whether a text that ends here is matched. */
        boolean accepting;

        private Place(@Nullable CharacterSet enteredBy, boolean initial) {
            this.enteredBy = enteredBy;
            this.initial = initial;
        }
    }

    private GlobPlaces() {}

    static List<Place> of(Glob glob) {
        GlobPlaces all = new GlobPlaces();
        Place place = all.add(null, true);
        List<Segment> segments = glob.segments();
        for (int i = 0; i < segments.size(); i++) {
            boolean last = i == segments.size() - 1;
            Segment segment = segments.get(i);
            place = segment.isAnyDepth() ? all.anyDepth(place, last) : all.name(segment, place, last);
        }
        place.accepting = true;
        return all.places;
    }

    private Place anyDepth(Place begin, boolean last) {
        begin.stayingAnywhere = true;
        begin.passingSeparatorOn = !last;
        return last ? begin : add(null, begin.initial);
    }

    private Place name(Segment segment, Place begin, boolean last) {
        Place place = begin;
        for (Piece piece : segment.pieces()) {
            if (piece.anyNumber()) {
                place.stayingWithinName = true;
            } else {
                place = add(piece.characters(), false);
            }
        }
        return last ? place : add(CharacterSet.SEPARATOR, false);
    }

    private Place add(@Nullable CharacterSet enteredBy, boolean initial) {
        Place place = new Place(enteredBy, initial);
        places.add(place);
        return place;
    }
}
