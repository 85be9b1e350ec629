package dev.sluice.server.changes.web;

import dev.sluice.server.approvals.Approvals;
import dev.sluice.server.audit.Audit;
import dev.sluice.server.changes.Change;
import dev.sluice.server.changes.ChangeLists;
import dev.sluice.server.changes.Changes;
import dev.sluice.server.changes.Labels;
import dev.sluice.server.identity.Actor;
import dev.sluice.server.identity.Refusal;
import dev.sluice.server.identity.Right;
import dev.sluice.server.identity.Rights;
import dev.sluice.server.projects.Conflict;
import dev.sluice.server.projects.Project;
import dev.sluice.server.projects.Projects;
import dev.sluice.server.rollouts.BreakGlass;
import dev.sluice.server.rollouts.Rollouts;
import dev.sluice.server.web.Lookup;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

@Controller
final class ChangePages {
    private static final int LONGEST_COMMENT = 5000;
    private static final int PAGE = 25;

    private final Projects projects;
    private final Changes changes;
    private final ChangeLists lists;
    private final Approvals approvals;
    private final Rollouts rollouts;
    private final Rights rights;
    private final Audit audit;
    private final TransactionTemplate transaction;
    private final Lookup lookup;
    private final ChangeReading reading;
    private final BreakGlass glass;
    private final ApprovalReading approving;
    private final Labels labels;

    ChangePages(
            Projects projects,
            Changes changes,
            ChangeLists lists,
            Approvals approvals,
            Rollouts rollouts,
            Rights rights,
            Audit audit,
            TransactionTemplate transaction,
            Lookup lookup,
            ChangeReading reading,
            BreakGlass glass,
            ApprovalReading approving,
            Labels labels) {
        this.projects = projects;
        this.changes = changes;
        this.lists = lists;
        this.approvals = approvals;
        this.rollouts = rollouts;
        this.rights = rights;
        this.audit = audit;
        this.transaction = transaction;
        this.lookup = lookup;
        this.reading = reading;
        this.glass = glass;
        this.approving = approving;
        this.labels = labels;
    }

    @Right(Right.READ)
    @GetMapping("/")
    String home() {
        return "redirect:/changes";
    }

    /// `before` is the id of the last change of the page before.
    @Right(Right.READ)
    @GetMapping("/changes")
    String list(
            Actor actor,
            @RequestParam(defaultValue = "open") String show,
            @RequestParam(defaultValue = "0") long before,
            Model page) {
        Map<Long, Project> visible =
                projects.visible(actor).stream().collect(Collectors.toMap(Project::id, p -> p));
        List<Change> rows =
                lists.page(
                        List.copyOf(visible.keySet()),
                        show.equals("mine") ? actor.personId() : null,
                        switch (show) {
                            case "mine", "all" -> null;
                            default -> !show.equals("done");
                        },
                        before == 0 ? Long.MAX_VALUE : before,
                        PAGE + 1);
        boolean more = rows.size() > PAGE;
        page.addAttribute("rows", reading.rows(visible, more ? rows.subList(0, PAGE) : rows));
        page.addAttribute("filter", show);
        page.addAttribute("before", more ? rows.get(PAGE - 1).id() : 0L);
        page.addAttribute("first", before == 0);
        page.addAttribute("noProject", visible.isEmpty());
        if (visible.keySet().stream().anyMatch(p -> rights.has(actor, Right.CHANGE, p)))
            page.addAttribute("newHref", "/changes/new");
        return "changes/list";
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/c/{number}")
    String overview(Actor actor, @PathVariable long project, @PathVariable int number, Model page) {
        return show(actor, project, number, "overview", page);
    }

    @Right(Right.READ)
    @GetMapping("/p/{project}/c/{number}/{tab:sql|checks|activity}")
    String tab(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @PathVariable String tab,
            Model page) {
        return show(actor, project, number, tab, page);
    }

    private String show(Actor actor, long project, int number, String tab, Model page) {
        Project of = lookup.project(actor, project);
        Change change = changes.numbered(of, number);
        page.addAttribute("change", reading.of(actor, of, change));
        page.addAttribute("glass", glass.view(actor, change));
        if (tab.equals("overview")) page.addAttribute("asks", approving.asks(actor, change));
        return "changes/" + tab;
    }

    @Right(Right.APPROVE)
    @PostMapping("/p/{project}/c/{number}/approve")
    String approve(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String environment,
            @RequestParam String digest,
            @RequestParam(defaultValue = "false") boolean dataLoss,
            RedirectAttributes flash) {
        return act(
                actor,
                project,
                number,
                flash,
                "Your approval for " + environment + " stands.",
                change -> approvals.approve(actor, change, environment, digest, dataLoss));
    }

    @Right(Right.APPROVE)
    @PostMapping("/p/{project}/c/{number}/send-back")
    String sendBack(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String digest,
            @RequestParam String reason,
            RedirectAttributes flash) {
        return act(
                actor,
                project,
                number,
                flash,
                "The change went back to its author.",
                change -> {
                    if (!digest.equals(changes.latest(change.id()).digest())) {
                        throw new Conflict(
                                "There is a newer revision than the one that you looked at. Look at it first.");
                    }
                    approvals.sendBack(actor, change, reason);
                });
    }

    @Right(Right.CHANGE)
    @PostMapping("/p/{project}/c/{number}/comment")
    String comment(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String text,
            RedirectAttributes flash) {
        act(
                actor,
                project,
                number,
                flash,
                "Your comment stands.",
                change -> say(actor, change, text));
        return "redirect:/p/%d/c/%d/activity".formatted(project, number);
    }

    private void say(Actor actor, Change change, String text) {
        if (text.isBlank() || text.length() > LONGEST_COMMENT) {
            throw new Refusal("A comment has 1 to %d characters.".formatted(LONGEST_COMMENT));
        }
        rights.need(actor, Right.CHANGE, change.projectId());
        transaction.executeWithoutResult(status ->
                audit.record(
                        actor,
                        "change.commented",
                        change.projectId(),
                        change.subject(),
                        Map.of("text", text.strip())));
    }

    /// Words with spaces or commas between them.
    @Right(Right.CHANGE)
    @PostMapping("/p/{project}/c/{number}/labels")
    String label(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam(defaultValue = "") String labels,
            RedirectAttributes flash) {
        List<String> wanted =
                Arrays.stream(labels.split("[\\s,]+")).filter(l -> !l.isEmpty()).toList();
        return act(
                actor,
                project,
                number,
                flash,
                "The labels stand.",
                change -> this.labels.put(actor, change, wanted));
    }

    @Right(Right.CHANGE)
    @PostMapping("/p/{project}/c/{number}/check")
    String check(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            RedirectAttributes flash) {
        act(
                actor,
                project,
                number,
                flash,
                "The checks run again.",
                c -> changes.checkAgain(actor, c));
        return "redirect:/p/%d/c/%d/checks".formatted(project, number);
    }

    @Right(Right.CHANGE)
    @PostMapping("/p/{project}/c/{number}/close")
    String close(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @RequestParam String reason,
            RedirectAttributes flash) {
        return act(
                actor,
                project,
                number,
                flash,
                "The change is closed.",
                c -> changes.close(actor, c, reason));
    }

    @Right(Right.ROLLOUT)
    @PostMapping("/p/{project}/c/{number}/{wish:start|stop|retry|resume}")
    String wish(
            Actor actor,
            @PathVariable long project,
            @PathVariable int number,
            @PathVariable String wish,
            @RequestParam String environment,
            @RequestParam(defaultValue = "false") boolean whenOpen,
            RedirectAttributes flash) {
        return switch (wish) {
            case "start" ->
                    act(
                            actor,
                            project,
                            number,
                            flash,
                            environment + (whenOpen ? " starts when it opens." : " has started."),
                            c -> rollouts.start(actor, c, environment, whenOpen));
            case "stop" ->
                    act(
                            actor,
                            project,
                            number,
                            flash,
                            environment
                                    + " does not go on; a migration that is under way ends first.",
                            c -> rollouts.stop(actor, c, environment));
            case "retry" ->
                    act(
                            actor,
                            project,
                            number,
                            flash,
                            environment + " tries again.",
                            c -> rollouts.retry(actor, c, environment));
            default ->
                    act(
                            actor,
                            project,
                            number,
                            flash,
                            environment + " goes on.",
                            c -> rollouts.resume(actor, c, environment));
        };
    }

    private String act(
            Actor actor,
            long project,
            int number,
            RedirectAttributes flash,
            String done,
            Consumer<Change> action) {
        try {
            action.accept(lookup.change(actor, project, number));
            flash.addFlashAttribute("notice", done);
        } catch (Conflict | Refusal refused) {
            flash.addFlashAttribute("problem", refused.getMessage());
        }
        return "redirect:/p/%d/c/%d".formatted(project, number);
    }
}
