package dev.sluice.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// pg_dump's text of a schema, entry by entry and in a fixed order, without what says nothing of
/// the schema: version, session settings, the order of the dump.
public record SchemaDump(List<Entry> entries) {
    /// `kind` is pg_dump's word: TABLE, FK CONSTRAINT, ACL …
    public record Entry(String kind, String text) {}

    private static final Pattern HEADER =
            Pattern.compile("--\n-- Name: .*; Type: (.*?); Schema: .*\n--\n");

    /// Access method and tablespace of tables are said by settings alone, before the entry.
    private static final Pattern SETTING =
            Pattern.compile("(?m)^SET (default_table_access_method|default_tablespace) = (.*);\n?");

    private static final Pattern END = Pattern.compile("--\n-- PostgreSQL database dump complete");
    private static final String NO_TABLESPACE = "''";

    public SchemaDump {
        entries = List.copyOf(entries);
    }

    public static SchemaDump parse(String text) {
        var entries = new ArrayList<Entry>();
        Matcher header = HEADER.matcher(text);
        var place = new Place("heap", NO_TABLESPACE);
        boolean more = header.find();
        if (more) place = place.after(text.substring(0, header.start()));
        while (more) {
            String kind = header.group(1);
            int start = header.end();
            more = header.find();
            String body = text.substring(start, more ? header.start() : end(text, start));
            String said = SETTING.matcher(body).replaceAll("").strip();
            if (!said.isEmpty())
                entries.add(new Entry(kind, normal(kind, said) + place.of(kind, said)));
            place = place.after(body);
        }
        entries.sort(Comparator.comparing(Entry::kind).thenComparing(Entry::text));
        return new SchemaDump(entries);
    }

    private static int end(String text, int from) {
        Matcher end = END.matcher(text);
        return end.find(from) ? end.start() : text.length();
    }

    /// The order of an access list is that in which rights were given, and no part of the schema.
    private static String normal(String kind, String text) {
        return kind.equals("ACL") || kind.equals("DEFAULT ACL")
                ? text.lines().sorted().collect(Collectors.joining("\n"))
                : text;
    }

    private record Place(String accessMethod, String tablespace) {
        Place after(String text) {
            Place place = this;
            for (Matcher m = SETTING.matcher(text); m.find(); )
                place =
                        m.group(1).endsWith("tablespace")
                                ? new Place(place.accessMethod, m.group(2))
                                : new Place(m.group(2), place.tablespace);
            return place;
        }

        /// What an entry has no access method for leaves the setting as it was.
        String of(String kind, String text) {
            boolean table = kind.equals("TABLE") || kind.equals("MATERIALIZED VIEW");
            boolean index = kind.equals("INDEX") || kind.equals("CONSTRAINT");
            boolean stored = table && !text.contains("\nPARTITION BY ");
            String said = "";
            if (stored && !accessMethod.equals("heap"))
                said += "\n-- access method " + accessMethod;
            if ((table || index) && !tablespace.equals(NO_TABLESPACE))
                said += "\n-- tablespace " + tablespace;
            return said;
        }
    }
}
