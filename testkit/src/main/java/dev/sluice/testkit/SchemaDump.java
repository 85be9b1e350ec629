package dev.sluice.testkit;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
    private static final Pattern OPTIONS =
            Pattern.compile("(?m)( SET \\(| WITH \\()([\\w.=', -]+)(?=\\))");

    private static final Pattern CHILD =
            Pattern.compile("(?s)\\A(CREATE [A-Z ]*TABLE [^\n]* \\(\n)(.*?)\n\\)\nINHERITS \\(");
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

    /// The order of an access list, and of options, is that in which they were set, and no part of
    /// the schema; that of columns beside those of parents is lost with pg_dump as well.
    private static String normal(String kind, String text) {
        if (kind.equals("ACL") || kind.equals("DEFAULT ACL")) return sorted(text, "\n");
        String said =
                OPTIONS.matcher(text)
                        .replaceAll(m ->
                                Matcher.quoteReplacement(m.group(1) + sorted(m.group(2), ", ")));
        Matcher child = CHILD.matcher(said);
        return child.find()
                ? child.group(1) + sorted(child.group(2) + ",", "\n") + said.substring(child.end(2))
                : said;
    }

    private static String sorted(String text, String between) {
        return Stream.of(text.split(between, -1)).sorted().collect(Collectors.joining(between));
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
