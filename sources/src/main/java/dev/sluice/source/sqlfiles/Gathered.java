package dev.sluice.source.sqlfiles;

import dev.sluice.source.Problem;
import dev.sluice.source.parse.RefusedSql;
import dev.sluice.source.parse.ScriptPart;
import dev.sluice.source.parse.SqlStatement;
import dev.sluice.source.parse.Statements;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The statements of files and of what they include, each file once, and what cannot be taken.
final class Gathered {
    private final Path within;
    private final List<SqlStatement> statements = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> seen = new HashSet<>();
    private final Deque<Path> open = new ArrayDeque<>();

    private Gathered(Path within) {
        this.within = within;
    }

    static Gathered of(SqlFiles files) {
        var gathered = new Gathered(real(files.within()));
        for (Path file : FoundFiles.in(files, gathered.problems)) gathered.add(file);
        return gathered;
    }

    List<SqlStatement> statements() {
        return List.copyOf(statements);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    private void add(Path file) {
        Path real = real(file);
        if (!seen.add(real)) return;
        String name = name(real);
        String text = text(real, name);
        if (text == null) return;
        open.push(real);
        try {
            for (ScriptPart part : Statements.script(name, text)) add(part, real, name);
        } catch (RefusedSql e) {
            problems.add(e.problem());
        }
        open.pop();
    }

    private void add(ScriptPart part, Path file, String name) {
        switch (part) {
            case ScriptPart.Sql(SqlStatement s) -> {
                Optional<Problem> refused = NotDeclared.problem(s);
                if (refused.isPresent()) problems.add(refused.get());
                else statements.add(s);
            }
            case ScriptPart.Rows(SqlStatement s) ->
                    problems.add(NotDeclared.problem(s).orElseThrow());
            case ScriptPart.Meta m -> meta(m, file, name);
        }
    }

    private void meta(ScriptPart.Meta m, Path file, String name) {
        String refused = null;
        String fix = "Take it out.";
        switch (m.command()) {
            case "\\i", "\\include", "\\ir", "\\include_relative" -> {
                if (m.isInside()) refused = "it stands inside of a statement.";
                else refused = include(m, file);
                fix = "\\i starts from the project's directory, \\ir from that of its file.";
            }
            case "\\c", "\\connect" -> {
                refused = "it goes to another database, and a schema is one.";
                fix = "Dump without --create, or take it out.";
            }
            default -> {
                refused = "it is a command of psql, not of the server.";
                fix = "Take it out, or write it as SQL.";
            }
        }
        if (refused != null)
            problems.add(
                    new Problem(name, m.line(), m.column(), m.command() + ": " + refused, fix));
    }

    /// Null when it was taken.
    private @Nullable String include(ScriptPart.Meta m, Path file) {
        String argument = m.argument().replaceFirst("^'(.*)'$", "$1").replace("''", "'");
        if (argument.isEmpty()) return "it names no file.";
        boolean isRelative = m.command().equals("\\ir") || m.command().equals("\\include_relative");
        Path base = isRelative ? file.resolveSibling(".") : within;
        Path target = base.resolve(argument).normalize();
        if (!target.startsWith(within) || !real(target).startsWith(within))
            return argument + " lies outside of the project's directory.";
        if (!Files.isRegularFile(target)) return "there is no file " + name(target) + ".";
        if (open.contains(real(target)))
            return java.util.stream.Stream.concat(
                            open.reversed().stream().dropWhile(f -> !f.equals(real(target))),
                            java.util.stream.Stream.of(real(target)))
                    .map(this::name)
                    .collect(Collectors.joining(" includes ", "", ": a circle."));
        add(target);
        return null;
    }

    private String name(Path file) {
        return file.startsWith(within) ? within.relativize(file).toString() : file.toString();
    }

    static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException _) {
            return path.toAbsolutePath().normalize();
        }
    }

    private @Nullable String text(Path file, String name) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            problems.add(FoundFiles.unreadable(name, e));
            return null;
        }
        CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
        var in = ByteBuffer.wrap(bytes);
        var out = CharBuffer.allocate(bytes.length + 1);
        if (utf8.decode(in, out, true).isError()) {
            int line = 1;
            for (int i = 0; i < in.position(); i++) if (bytes[i] == '\n') line++;
            problems.add(
                    new Problem(name, line, 0, "the file is not UTF-8 here.", "Save it as UTF-8."));
            return null;
        }
        return out.flip().toString();
    }
}
