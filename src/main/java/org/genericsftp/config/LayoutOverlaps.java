package org.genericsftp.config;

import java.util.ArrayList;
import java.util.List;
import org.genericsftp.plan.Layout;
import org.genericsftp.plan.Layouts;

/** Finds layouts of one client by which a copy that was made by one may be replaced by that of another file. */
final class LayoutOverlaps {
    private LayoutOverlaps() {}

    private record Named(String name, Layout layout) {}

    /** A warning for each such pair; none when all is well. */
    static List<String> warnings(ClientConfiguration client) {
        return of(client.job().layouts()).stream()
                .map(pair -> client.name() + ": " + pair
                        + " put copies in the same folder, where that of one file may replace that of another;"
                        + " give each a folder of its own")
                .toList();
    }

    /** Each such pair, in words. */
    static List<String> of(Layouts layouts) {
        List<Named> all = new ArrayList<>();
        all.add(new Named("its own layout", layouts.own()));
        layouts.named().forEach((name, layout) -> all.add(new Named("the layout " + name, layout)));
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            for (Named other : all.subList(i + 1, all.size())) {
                if (all.get(i).layout().mayReplaceThoseOf(other.layout())) {
                    pairs.add(all.get(i).name() + " and " + other.name());
                }
            }
        }
        return pairs;
    }
}
