package dev.sluice.picture;

import java.util.ArrayList;
import java.util.List;

/// A line of a [Box]: a column, or a label of an enum, which has no type.
record Row(
        String name,
        String type,
        boolean notNull,
        boolean primary,
        boolean foreign,
        boolean unique) {
    static Row plain(String name, String type) {
        return new Row(name, type, false, false, false, false);
    }

    /// `PK`, `FK`, `UK`: a primary key is not called unique as well.
    List<String> keys() {
        var keys = new ArrayList<String>();
        if (primary) keys.add("PK");
        if (foreign) keys.add("FK");
        if (unique && !primary) keys.add("UK");
        return keys;
    }
}
