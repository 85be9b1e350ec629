package dev.sluice.testkit.generated;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One property of an item: texts that may stand for each other, whatever the other properties say.
/// An edit chooses among them where `free`.
///
/// In a text, `{}` is the item's own name and `{12}` that of item 12; `{~12}` the same without its
/// schema, `{'12}` as a string, `{12()}` with its arguments; `{=12}` the type of column 12,
/// `{12#3}` its value no. 3; `{!12}` says only that 12 is needed.
record Slot(String label, List<String> texts, List<List<Integer>> needs, boolean free) {
    static final Pattern PLACE = Pattern.compile("\\{([~'=!]?)(\\d*)(?:#(\\d+))?(\\(\\))?}");

    static Slot of(String label, boolean free, List<String> texts) {
        var needs = new ArrayList<List<Integer>>();
        for (String text : texts) {
            var ids = new ArrayList<Integer>();
            Matcher place = PLACE.matcher(text);
            while (place.find())
                if (!place.group(2).isEmpty()) ids.add(Integer.valueOf(place.group(2)));
            needs.add(List.copyOf(ids));
        }
        return new Slot(label, List.copyOf(texts), List.copyOf(needs), free);
    }
}
