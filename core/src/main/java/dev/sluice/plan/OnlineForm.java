package dev.sluice.plan;

import java.util.List;

/// How one action runs online: `first` is built up before the short statements of `then`, `last`
/// comes after them.
record OnlineForm(Place place, List<Step> first, List<Step> then, List<Step> last) {
    /// Where `then` runs among actions that don't need each other, so that what one transaction can
    /// hold stays together.
    enum Place {
        EARLY,
        USUAL,
        LATE,
        LAST
    }

    OnlineForm {
        first = List.copyOf(first);
        then = List.copyOf(then);
        last = List.copyOf(last);
    }

    static OnlineForm built(List<Step> first, List<Step> then) {
        return new OnlineForm(Place.USUAL, first, then, List.of());
    }

    static OnlineForm alone(Place place, Step step) {
        return new OnlineForm(place, List.of(), List.of(step), List.of());
    }
}
