package dev.sluice.cli;

import dev.sluice.folder.Migration;
import dev.sluice.ledger.DrizzleMark;
import dev.sluice.ledger.DrizzleRow;
import java.util.ArrayList;
import java.util.List;

/// What drizzle-orm's record says of the folder: `ran` by the hash of the file, `edited` where only
/// the journal's time is the same, `unknown` rows that fit no file.
record DrizzleRecord(List<Migration> ran, List<Migration> edited, int unknown) {
    DrizzleRecord {
        ran = List.copyOf(ran);
        edited = List.copyOf(edited);
    }

    static DrizzleRecord of(List<Migration> folder, List<DrizzleRow> rows) {
        var ran = new ArrayList<Migration>();
        var edited = new ArrayList<Migration>();
        var left = new ArrayList<>(rows);
        for (Migration m : folder) {
            DrizzleMark mark = DrizzleMark.of(m.text(), m.when());
            if (left.removeIf(r -> mark.matches(r.hash()))) ran.add(m);
        }
        for (Migration m : folder)
            if (!ran.contains(m) && left.removeIf(r -> r.when() == m.when())) edited.add(m);
        return new DrizzleRecord(ran, edited, left.size());
    }
}
