package dev.sluice.diff;

import dev.sluice.schema.Sequence;
import java.util.List;
import java.util.Objects;

final class SequenceDiff {
    private SequenceDiff() {}

    static void compare(List<Difference> out, Sequence old, Sequence now) {
        if (!old.options().equals(now.options()))
            out.add(new SequenceDifference.ChangeOptions(old, now));
        if (!Objects.equals(old.ownedBy(), now.ownedBy()))
            out.add(new SequenceDifference.ChangeOwner(old, now));
        if (old.unlogged() != now.unlogged())
            out.add(new SequenceDifference.ChangeLogged(old, now));
    }
}
