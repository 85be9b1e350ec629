package dev.sluice.source.sqlfiles;

import dev.sluice.schema.Catalog;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import dev.sluice.sql.Sql;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A schema as text of SQL files: written anew, or changed where Sluice wrote the statements.
public final class SqlText {
    /// The new texts of files, by path. `byHand`: what no file says in the words that Sluice would
    /// write it in, so that only a person can change it; the files are to stay then.
    public record Update(Map<Path, String> files, List<ByHand> byHand) {
        public Update {
            files = Map.copyOf(files);
            byHand = List.copyOf(byHand);
        }
    }

    /// A statement as Sluice would write what is declared now, and what is to stand in its place
    /// (empty: nothing).
    public record ByHand(String before, String after) {}

    private final SqlFiles sources;
    private final Map<Path, EditedFile> edited = new TreeMap<>();
    private final Map<String, Path> homes = new HashMap<>();

    private SqlText(SqlFiles sources) {
        this.sources = sources;
    }

    /// Nothing is declared there yet.
    public static boolean isBlank(SqlFiles sources) {
        if (sources.sources().stream().noneMatch(Files::exists)) return true;
        var gathered = Gathered.of(sources);
        return gathered.problems().isEmpty() && gathered.statements().isEmpty();
    }

    /// One file in an order that psql can run; in a directory one file for what belongs together.
    public static Map<Path, String> render(Catalog catalog, SqlFiles sources) {
        var text = new SqlText(sources);
        for (String s : Sql.statements(catalog)) text.add(s);
        return text.texts();
    }

    /// From what the files declare to what they are to declare.
    public static Update update(SqlFiles sources, Catalog declared, Catalog wanted) {
        var text = new SqlText(sources);
        for (SqlStatement s : Gathered.of(sources).statements()) text.read(s);
        Set<String> gone = new LinkedHashSet<>(Sql.statements(declared));
        Set<String> added = new LinkedHashSet<>(Sql.statements(wanted));
        Set<String> kept = new LinkedHashSet<>(gone);
        kept.retainAll(added);
        gone.removeAll(kept);
        added.removeAll(kept);
        var byHead = new HashMap<List<String>, String>();
        added.forEach(a -> byHead.putIfAbsent(head(a), a));
        var byHand = new ArrayList<ByHand>();
        for (String before : gone) {
            String same = byHead.remove(head(before));
            String after = same == null ? "" : same;
            added.remove(after);
            if (!text.replace(before, after)) byHand.add(new ByHand(before, after));
        }
        added.forEach(text::add);
        return new Update(text.texts(), byHand);
    }

    private Map<Path, String> texts() {
        var texts = new TreeMap<Path, String>();
        edited.forEach((path, file) -> {
            if (file.isChanged()) texts.put(path, file.text());
        });
        return texts;
    }

    private void read(SqlStatement s) {
        Path path = sources.within().resolve(s.file());
        file(path).stands(s);
        homes.putIfAbsent(key(s.text()), path);
    }

    private boolean replace(String before, String after) {
        for (EditedFile file : edited.values()) if (file.replace(before, after)) return true;
        return false;
    }

    private void add(String statement) {
        String key = key(statement);
        file(homes.computeIfAbsent(key, this::home)).add(key, statement);
    }

    private EditedFile file(Path path) {
        return edited.computeIfAbsent(path, EditedFile::of);
    }

    /// Where what is new goes: into the one file, else into one of its own in the directory.
    private Path home(String key) {
        Path directory = null;
        for (Path source : sources.sources())
            if (directory == null && !source.toString().endsWith(".sql")) directory = source;
        if (directory == null) return sources.sources().getLast();
        String name = key.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_.-]", "_");
        if (name.length() > 80) name = name.substring(0, 80);
        return directory.resolve(name.replaceFirst("^\\.+", "") + ".sql");
    }

    /// What a statement is about: the first name in it that has a schema; for what stands in none,
    /// the last word of its head.
    static String key(String statement) {
        List<String> tokens = Statements.tokens(statement);
        for (int i = 0; i + 2 < tokens.size(); i++)
            if (tokens.get(i + 1).equals("."))
                return name(tokens.get(i)) + "." + name(tokens.get(i + 2));
        List<String> head = head(statement);
        return head.isEmpty() ? "schema" : name(head.getLast());
    }

    private static String name(String token) {
        return token.replace("\"", "");
    }

    /// The words of a statement up to what it says of the thing that it names.
    private static List<String> head(String statement) {
        return Statements.tokens(statement).stream()
                .takeWhile(t ->
                        !t.equals("(") && !t.equalsIgnoreCase("as") && !t.equalsIgnoreCase("is"))
                .toList();
    }
}
