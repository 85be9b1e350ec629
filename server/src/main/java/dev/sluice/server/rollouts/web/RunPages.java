package dev.sluice.server.rollouts.web;

import dev.sluice.server.backups.Backup;
import dev.sluice.server.backups.Backups;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.web.Badges;
import dev.sluice.server.changes.web.ChangeView;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.NotFound;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.rollouts.BreakGlass;
import dev.sluice.server.rollouts.LogLine;
import dev.sluice.server.rollouts.Rollout;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.web.Badge;
import dev.sluice.server.web.Lookup;
import dev.sluice.server.web.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

@Controller
final class RunPages {
    private final Rollouts rollouts;
    private final Backups backups;
    private final Rights rights;
    private final Lookup lookup;
    private final BreakGlass glass;

    RunPages(Rollouts rollouts, Backups backups, Rights rights, Lookup lookup, BreakGlass glass) {
        this.glass = glass;
        this.rollouts = rollouts;
        this.backups = backups;
        this.rights = rights;
        this.lookup = lookup;
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/c/{number}/r/{run}")
    String run(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @PathVariable long run,
            Model page) {
        Change change = lookup.change(actor, project, number);
        for (Rollout rollout : rollouts.of(change.id())) {
            for (Rollout.Stage stage : rollout.stages()) {
                for (Rollout.Run candidate : stage.runs()) {
                    if (candidate.id() == run) {
                        page.addAttribute("run", view(actor, change, rollout, stage, candidate));
                        page.addAttribute("glass", broken(change, stage));
                        return "rollouts/run";
                    }
                }
            }
        }
        throw new NotFound("There is no such run of this change.");
    }

    private List<BreakGlass.Asked> broken(Change change, Rollout.Stage stage) {
        return glass.of(change).stream()
                .filter(a -> a.confirmedAt() != null && a.environment().equals(stage.environment()))
                .toList();
    }

    private RunView view(
            Actor actor, Change change, Rollout rollout, Rollout.Stage stage, Rollout.Run run) {
        String changeHref = "/p/%d/c/%d".formatted(change.projectId(), change.number());
        return new RunView(
                changeHref + "/r/" + run.id(),
                changeHref,
                change.title(),
                change.number(),
                run.database(),
                stage.environment(),
                rollout.direction(),
                Badges.run(run.state()),
                sentence(run),
                rights.has(actor, Right.ROLLOUT, change.projectId(), stage.environmentId())
                        ? actions(changeHref, stage)
                        : List.of(),
                backups.of(run.id()).stream().map(RunPages::line).toList(),
                attempts(run),
                stage.state().equals("running"));
    }

    private static RunView.BackupLine line(Backup b) {
        String words =
                switch (b.state()) {
                    case "made" ->
                            "Attempt %d, by %s: %s%s"
                                    .formatted(
                                            b.attempt(),
                                            b.tool(),
                                            b.place(),
                                            b.bytes() == null
                                                    ? ""
                                                    : ", %d bytes, SHA-256 %s"
                                                            .formatted(b.bytes(), b.sha256()));
                    case "running" -> "Attempt %d: is being made.".formatted(b.attempt());
                    default -> "Attempt %d: %s".formatted(b.attempt(), b.reason());
                };
        Badge badge =
                switch (b.state()) {
                    case "made" -> Badge.ok("Made");
                    case "running" -> Badge.running("Running");
                    default -> Badge.bad("Failed");
                };
        return new RunView.BackupLine(badge, words, b.restore());
    }

    private static String sentence(Rollout.Run run) {
        if (!run.reason().isBlank()) {
            return run.reason();
        }
        return switch (run.state()) {
            case "queued" -> "Waits for its turn.";
            case "running" -> "Running now. The lines below appear as the statements end.";
            case "applied" -> "Applied: every migration and its record are committed.";
            case "unknown" -> "The outcome is being found out from the database's own ledger.";
            case "reverted" -> "Undone: the schema is what it was before.";
            case "skipped" -> "Nothing was to be done here.";
            default -> "";
        };
    }

    private static List<ChangeView.Action> actions(String href, Rollout.Stage stage) {
        return switch (stage.state()) {
            case "running" ->
                    List.of(action(href, "stop", "Stop before the next migration", "", stage));
            case "failed" -> List.of(action(href, "retry", "Retry", "primary", stage));
            case "stopped" -> List.of(action(href, "resume", "Go on", "primary", stage));
            default ->
                    stage.held()
                            ? List.of(action(href, "stop", "Stop here", "", stage))
                            : List.of();
        };
    }

    private static ChangeView.Action action(
            String href, String verb, String label, String style, Rollout.Stage stage) {
        return new ChangeView.Action(
                href + "/" + verb, label, style, "environment", stage.environment(), false);
    }

    private List<RunView.Attempt> attempts(Rollout.Run run) {
        var byNumber = new TreeMap<Integer, List<LogLine>>(java.util.Comparator.reverseOrder());
        for (LogLine line : rollouts.log(run.id(), 0, 2000)) {
            byNumber.computeIfAbsent(line.attempt(), n -> new ArrayList<>()).add(line);
        }
        return byNumber.entrySet().stream()
                .map(e ->
                        new RunView.Attempt(
                                e.getKey(),
                                e.getValue().getFirst().at(),
                                null,
                                "",
                                e.getValue().stream().map(RunPages::line).toList()))
                .toList();
    }

    private static RunView.Line line(LogLine line) {
        Long millis = line.millis();
        String place = line.tag() == null ? "session" : line.tag();
        Integer number = line.statementNo();
        String what = number == null ? place : (place + " " + number).strip();
        return new RunView.Line(
                line.at(),
                switch (line.level()) {
                    case "error" -> "is-bad";
                    case "warning" -> "is-warn";
                    case "sql" -> "is-info";
                    default -> "is-muted";
                },
                switch (line.level()) {
                    case "error" -> "bad";
                    case "warning" -> "warn";
                    case "sql" -> "run";
                    default -> "dot";
                },
                what,
                line.message(),
                millis == null ? "" : Times.took(millis));
    }
}
