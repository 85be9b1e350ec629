package dev.sluice.plan;

import dev.sluice.schema.Kind;
import dev.sluice.schema.ObjectId;
import dev.sluice.schema.QualifiedName;
import dev.sluice.schema.Table;
import dev.sluice.sql.Aspect;
import dev.sluice.sql.Folding;
import dev.sluice.sql.Graph;
import dev.sluice.sql.PieceId;
import dev.sluice.sql.Right;
import dev.sluice.sql.Sql;
import dev.sluice.sql.TableSql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The one graph of a plan: every action, what it needs and what it ends, sorted once.
final class Actions {
    private final Draft draft;
    private final Folding folding;
    private final DefaultRights rights;
    private final Set<Node> nodes = new HashSet<>();
    private final Graph<Node> graph;
    private final Map<PieceId, Node> ends = new HashMap<>();

    /// What is dropped and made anew in one action: its making.
    private final Set<PieceId> exchanged;

    private final Map<Node, OnlineForm> forms = new HashMap<>();

    private Actions(Draft draft, Set<PieceId> exchanged) {
        this.draft = draft;
        this.exchanged = exchanged;
        this.rights = new DefaultRights(draft);
        this.folding = Folding.of(draft.to, draft.created);
        for (PieceId id : draft.dropped) nodes.add(end(id));
        for (PieceId id : draft.created) nodes.add(making(id));
        draft.alters.forEach((id, alters) -> {
            for (int i = 0; i < alters.size(); i++) nodes.add(new Node(Node.Verb.ALTER, id, i));
        });
        this.graph =
                new Graph<>(Comparator.comparing(this::place).thenComparing(Node.ORDER), nodes);
        ends();
        makings();
        changes();
        persistence();
        calls();
        names();
        bounds();
        defaultPrivileges();
    }

    static List<Step> steps(Draft draft, Strategy strategy) {
        settleAlters(draft);
        var actions = new Actions(draft, Set.of());
        return switch (strategy) {
            case DIRECT -> actions.steps();
            case ONLINE -> {
                var online = new Actions(draft, actions.exchangeable());
                online.goOnline();
                yield online.steps();
            }
        };
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        for (Node n : graph.sorted()) steps.addAll(rendered(n));
        return Right.merged(steps, Step::sql, Actions::joined);
    }

    private static Step joined(List<Step> rights, String sql) {
        List<String> summaries = rights.stream().map(Step::summary).toList();
        return step(sql, String.join("; ", summaries), List.of());
    }

    /// What can't be written over in place, because what it will need takes the name, or the place,
    /// of what it needs until then; or because its call could mean either of two functions.
    static Set<PieceId> stuck(Draft draft) {
        var over = new TreeSet<PieceId>();
        var stuck = new TreeSet<PieceId>();
        var calls = new Calls(draft);
        for (PieceId id : draft.created)
            if (draft.from.find(id) != null && !draft.dropped.contains(id)) {
                if (calls.mayMeanEither(id)) stuck.add(id);
                if (draft.overwrites.containsKey(id)
                        && draft.from.needs(id).stream().anyMatch(draft.dropped::contains))
                    over.add(id);
            }
        over.removeAll(stuck);
        if (over.isEmpty()) return stuck;
        settleAlters(draft);
        var actions = new Actions(draft, Set.of());
        Set<Node> inCircles = actions.graph.stuck();
        over.removeIf(id -> !inCircles.contains(actions.making(id)));
        stuck.addAll(over);
        return stuck;
    }

    private OnlineForm.Place place(Node n) {
        if (forms.isEmpty()) return OnlineForm.Place.USUAL;
        OnlineForm form = forms.get(n);
        return switch (n.verb()) {
            case PREPARE -> OnlineForm.Place.EARLY;
            case FINISH -> OnlineForm.Place.LATE;
            case DROP, ALTER, CREATE -> form == null ? OnlineForm.Place.USUAL : form.place();
        };
    }

    /// What is dropped only to be made anew as it is wanted, with nothing between the two.
    private Set<PieceId> exchangeable() {
        var calls = new Calls(draft);
        var found = new HashSet<PieceId>();
        for (PieceId id : draft.dropped) {
            if (!draft.created.contains(id) || !OnlineForms.mayExchange(draft, id)) continue;
            Node end = end(id);
            if (end.piece().equals(id)
                    && !graph.isBetween(end, making(id))
                    && !calls.areOfTheNameOfOneThatGoes(id)) found.add(id);
        }
        return found;
    }

    private void goOnline() {
        var online = new OnlineForms(draft, exchanged);
        for (Node n : nodes) {
            OnlineForm form = online.of(n, render(n));
            if (form == null) continue;
            forms.put(n, form);
            if (!form.first().isEmpty()) prepare(n);
            if (!form.last().isEmpty()) finish(n);
        }
    }

    private void prepare(Node n) {
        Node prepare = n.and(Node.Verb.PREPARE);
        graph.add(prepare);
        graph.before(prepare, n);
        if (n.index() > 0) graph.before(new Node(n.verb(), n.piece(), n.index() - 1), prepare);
        for (PieceId need : draft.to.needs(n.piece()))
            for (Node producer : producers(need)) graph.before(producer, prepare);
    }

    /// A parent takes only a table whose checks hold.
    private void finish(Node n) {
        Node finish = n.and(Node.Verb.FINISH);
        graph.add(finish);
        graph.before(n, finish);
        for (PieceId d : draft.to.dependents(n.piece()))
            if (d.isLink() && draft.created.contains(d)) graph.before(finish, making(d));
    }

    /// What is dropped and made anew, or dropped, isn't changed in place on top.
    private static void settleAlters(Draft draft) {
        draft.alters
                .keySet()
                .removeIf(id -> draft.dropped.contains(id) && id.object().kind() != Kind.ENUM);
    }

    /// The action that ends a piece.
    private Node end(PieceId id) {
        return ends.computeIfAbsent(id, this::ended);
    }

    private Node ended(PieceId id) {
        PieceId at = draft.endsWith(id);
        if (exchanged.contains(at)) return making(at);
        return Node.drop(at, draft.created.contains(at) && !draft.isSwapped(at));
    }

    private Node making(PieceId id) {
        return Node.create(folding.host(id));
    }

    /// Whatever leads to the wanted form of a piece.
    private List<Node> producers(PieceId id) {
        var found = new ArrayList<Node>();
        if (draft.created.contains(id)) found.add(making(id));
        found.addAll(changesOf(id));
        for (PieceId above : draft.to.needs(id))
            if (Inherited.isGivenBy(draft.to, id, above)) found.addAll(producers(above));
        return found;
    }

    /// What stands on a piece, and on the columns that it gives to tables below.
    private Set<PieceId> standingOn(PieceId id) {
        var standing = new TreeSet<PieceId>(draft.from.dependents(id));
        for (PieceId d : draft.from.dependents(id))
            if (Inherited.isGivenBy(draft.from, d, id)) standing.addAll(standingOn(d));
        return standing;
    }

    private List<Node> changesOf(PieceId id) {
        var found = new ArrayList<Node>();
        List<Alter> alters = draft.alters.getOrDefault(id, List.of());
        for (int i = 0; i < alters.size(); i++) found.add(new Node(Node.Verb.ALTER, id, i));
        return found;
    }

    private void ends() {
        for (PieceId id : draft.dropped) {
            for (PieceId d : draft.from.dependents(id))
                if (draft.dropped.contains(d)) graph.before(end(d), end(id));
            if (!draft.created.contains(id)) continue;
            if (draft.isSwapped(id)) graph.before(making(id), end(id));
            else graph.before(end(id), making(id));
        }
    }

    private void makings() {
        for (PieceId id : draft.created) {
            List<PieceId> later = Inherited.givenOnceTakenAgain(draft, id);
            for (PieceId given : later) follow(making(id), given);
            for (PieceId need : draft.to.needs(id)) {
                if (later.isEmpty()
                        && !folding.belongs(need, making(id).piece())
                        && !comesThrough(id, need))
                    for (Node producer : producers(need)) graph.before(producer, making(id));
                afterWhole(id, need);
            }
            for (PieceId first : draft.to.behind(id))
                if (draft.created.contains(first)) graph.before(making(first), making(id));
            afterColumns(id);
            afterChildren(id);
            afterLinks(id);
            afterAllColumns(id);
            if (isOver(id)) letsGo(id, making(id));
        }
    }

    /// A column, or check, that a parent of a standing table gets in this plan comes through the
    /// link, which is made first, so that it is inherited.
    private boolean comesThrough(PieceId link, PieceId need) {
        if (!link.isLink() || !making(link).piece().equals(link)) return false;
        if (!making(need).piece().equals(need)) return false;
        if (draft.overwrites.containsKey(need) || !draft.to.piece(need).create().isEmpty())
            return false;
        if (Lending.isLent(draft, link, need)) graph.before(making(link), making(need));
        for (PieceId above : Inherited.givers(draft.to, need))
            if (draft.created.contains(above)) graph.before(making(link), making(above));
            else for (Node change : changesOf(above)) graph.before(change, making(link));
        return true;
    }

    private void follow(Node making, PieceId given) {
        for (Node change : changesOf(given)) graph.before(making, change);
        if (draft.created.contains(given)) graph.before(making, making(given));
        if (draft.dropped.contains(given)) graph.before(making, end(given));
    }

    /// A table is of a type, and takes a parent, only once what one of the two lacks is gone.
    private void afterColumns(PieceId id) {
        PieceId table = draft.to.piece(id).owner();
        if (table == null) return;
        if (id.equals(TableSql.ofType(table.object()))) afterColumns(table, id);
        if (!id.isLink()) return;
        afterParents(table, id);
        List<PieceId> tables =
                draft.to.needs(id).stream().filter(n -> n.object().kind() == Kind.TABLE).toList();
        if (!draft.from.needs(id).containsAll(tables)) tables.forEach(t -> afterColumns(t, id));
    }

    /// The order of a table's parents is that in which it takes them.
    private void afterParents(PieceId table, PieceId link) {
        if (!(draft.to.object(table.object()).orElse(null) instanceof Table t)) return;
        for (QualifiedName parent : t.partitioning().inherits()) {
            PieceId earlier = TableSql.inherits(t, parent);
            if (earlier.equals(link)) return;
            if (draft.created.contains(earlier)) graph.before(making(earlier), making(link));
        }
    }

    private void afterColumns(PieceId table, PieceId id) {
        for (PieceId c : draft.from.owned(table))
            if (draft.dropped.contains(c))
                switch (c.object().kind()) {
                    case COLUMN, CONSTRAINT -> graph.before(end(c), making(id));
                    default -> {}
                }
    }

    /// A domain that stands in an array or a composite can't be tightened any more.
    private void afterWhole(PieceId id, PieceId domain) {
        if (domain.object().kind() != Kind.DOMAIN || folding.belongs(id, domain)) return;
        for (PieceId part : draft.to.owned(domain))
            if (draft.created.contains(part) && !draft.isSwapped(domain))
                graph.before(making(part), making(id));
    }

    /// A parameter of TOAST is forgotten while no column wants one.
    private void afterAllColumns(PieceId id) {
        PieceId table = draft.to.piece(id).owner();
        if (table == null
                || !TableSql.isToast(table.object(), id)
                || !making(id).piece().equals(id)) return;
        for (PieceId c : draft.to.owned(table))
            if (c.object().kind() == Kind.COLUMN && c.aspect() == Aspect.SELF)
                for (Node producer : producers(c)) graph.before(producer, making(id));
    }

    /// What a table gets, its children get as well: not those that it lets go of, whose own column
    /// of that name may be of another type. No identity comes to a table that has children.
    private void afterChildren(PieceId column) {
        if (column.object().kind() != Kind.COLUMN || column.aspect() != Aspect.SELF) return;
        PieceId table = tableOf(column);
        for (PieceId link : draft.from.dependents(table))
            if (link.isLink() && draft.dropped.contains(link))
                graph.before(end(link), making(column));
    }

    /// A table that is made below another takes how the other's columns are stored by then.
    private void afterLinks(PieceId id) {
        boolean isStored = id.aspect() == Aspect.STORAGE || id.aspect() == Aspect.COMPRESSION;
        if (!isStored || !making(id).piece().equals(id)) return;
        PieceId table = tableOf(id);
        for (PieceId link : draft.to.dependents(table))
            if (link.isLink() && draft.created.contains(link))
                graph.before(making(link), making(id));
    }

    private static PieceId tableOf(PieceId column) {
        return PieceId.self(ObjectId.of(Kind.TABLE, Columns.table(column.object())));
    }

    private void changes() {
        for (PieceId id : draft.alters.keySet()) {
            List<Node> changes = changesOf(id);
            for (int i = 1; i < changes.size(); i++)
                graph.before(changes.get(i - 1), changes.get(i));
            for (Node change : changes) {
                for (PieceId d : standingOn(id))
                    if (draft.dropped.contains(d)) graph.before(end(d), change);
                for (PieceId need : draft.to.needs(id))
                    for (Node producer : producers(need)) graph.before(producer, change);
                letsGo(id, change);
            }
        }
    }

    private void calls() {
        var calls = new Calls(draft);
        for (PieceId id : draft.created)
            if (!isOver(id)) calls.before(id).forEach(gone -> graph.before(end(gone), making(id)));
    }

    /// Written over in place.
    private boolean isOver(PieceId id) {
        return draft.from.find(id) != null && !draft.dropped.contains(id);
    }

    private void persistence() {
        for (Persistence.Order o : Persistence.orders(draft))
            for (Node first : changesOf(o.first()))
                for (Node then : changesOf(o.then())) graph.before(first, then);
    }

    /// A change in place runs before the end of what the piece no longer needs. The end of a
    /// parent's default ends those below.
    private void letsGo(PieceId id, Node change) {
        for (PieceId need : draft.from.needs(id))
            if (draft.dropped.contains(need) && !end(need).equals(change))
                if (id.object().kind() == Kind.DEFAULT && need.object().kind() == Kind.DEFAULT)
                    graph.before(end(need), change);
                else graph.before(change, end(need));
    }

    /// A name is given up before it is taken.
    private void names() {
        var freed = new HashMap<String, Node>();
        for (PieceId id : draft.dropped)
            if (!draft.isSwapped(id))
                PieceNames.of(draft.from, id).forEach(n -> freed.put(n, end(id)));
        draft.alters.forEach((id, alters) -> frees(freed, id, alters));
        for (PieceId id : draft.created)
            PieceNames.of(draft.to, id).forEach(n -> takes(freed, n, making(id)));
        draft.alters.forEach((id, alters) -> {
            for (int i = 0; i < alters.size(); i++) {
                QualifiedName made = alters.get(i).makes();
                if (made != null)
                    takes(freed, PieceNames.relation(made), new Node(Node.Verb.ALTER, id, i));
            }
        });
    }

    private static void frees(Map<String, Node> freed, PieceId id, List<Alter> alters) {
        for (int i = 0; i < alters.size(); i++) {
            QualifiedName gone = alters.get(i).frees();
            if (gone != null)
                freed.put(PieceNames.relation(gone), new Node(Node.Verb.ALTER, id, i));
        }
    }

    private void takes(Map<String, Node> freed, String name, Node taker) {
        Node giver = freed.get(name);
        if (giver != null) graph.before(giver, taker);
    }

    private List<Step> rendered(Node node) {
        OnlineForm form = forms.get(node);
        return switch (node.verb()) {
            case PREPARE -> form(node).first();
            case FINISH -> form(node).last();
            case DROP, ALTER, CREATE -> form == null ? render(node) : form.then();
        };
    }

    /// Of the action that this one prepares or finishes.
    private OnlineForm form(Node node) {
        for (Node.Verb verb : List.of(Node.Verb.ALTER, Node.Verb.CREATE)) {
            OnlineForm form = forms.get(node.and(verb));
            if (form != null) return form;
        }
        throw new IllegalStateException("nothing to prepare or finish: " + node);
    }

    /// What a partition that goes held of its parent's rows may be another's then.
    private void bounds() {
        var given = new HashMap<PieceId, List<Node>>();
        for (PieceId id : draft.dropped)
            if (id.aspect() == Aspect.PARTITION)
                for (PieceId parent : draft.from.needs(id))
                    given.computeIfAbsent(parent, _ -> new ArrayList<>()).add(end(id));
        for (PieceId id : draft.created)
            if (id.aspect() == Aspect.PARTITION)
                for (PieceId parent : draft.to.needs(id))
                    for (Node giver : given.getOrDefault(parent, List.of()))
                        graph.before(giver, making(id));
    }

    /// Those that go don't act on what is made, and those that come don't either.
    private void defaultPrivileges() {
        var all = new TreeSet<PieceId>(draft.dropped);
        all.addAll(draft.created);
        all.removeIf(id -> id.object().kind() != Kind.DEFAULT_PRIVILEGES);
        if (all.isEmpty()) return;
        for (PieceId id : draft.created)
            if (id.aspect() == Aspect.SELF && DefaultRights.isGranted(id.object()))
                for (PieceId rule : all) {
                    if (draft.dropped.contains(rule) && end(rule).piece().equals(rule))
                        graph.before(end(rule), making(id));
                    if (draft.created.contains(rule)) graph.before(making(id), making(rule));
                }
    }

    private List<Step> render(Node node) {
        PieceId id = node.piece();
        boolean swap = draft.swaps.contains(id.object()) && id.aspect() == Aspect.SELF;
        return switch (node.verb()) {
            case ALTER -> {
                Alter a = draft.alters.getOrDefault(id, List.of()).get(node.index());
                yield List.of(step(a.sql(), a.summary(), a.hazards()));
            }
            case DROP -> {
                String sql =
                        swap
                                ? TypeSwap.end(id.object())
                                : draft.endings.getOrDefault(id, draft.from.piece(id).drop());
                String summary = swap ? "drop the old " + id : Summaries.drop(id);
                yield sql.isEmpty() || Sql.standsAnyway(id)
                        ? List.of()
                        : List.of(step(sql, summary, Hazards.ofDrop(draft, id)));
            }
            case CREATE -> swap ? swapped(id) : created(id);
            case PREPARE, FINISH -> List.of();
        };
    }

    private List<Step> swapped(PieceId id) {
        var steps = new ArrayList<Step>();
        steps.add(step(TypeSwap.begin(id.object()), "swap " + id, List.of()));
        steps.add(step(folding.create(id), "swap " + id, List.of()));
        steps.addAll(rights.after(id, Set.of()));
        return steps;
    }

    private List<Step> created(PieceId id) {
        String sql = draft.overwrites.getOrDefault(id, folding.create(id));
        if (sql.isEmpty() || Sql.standsAnyway(id)) return List.of();
        var steps = new ArrayList<>(Lending.before(draft, id));
        steps.add(
                step(
                        sql,
                        Summaries.create(id, draft.from.find(id) != null),
                        Hazards.ofCreate(draft, id, folding.guests(id))));
        steps.addAll(Lending.after(draft, id));
        steps.addAll(rights.after(id, folding.guests(id)));
        return steps;
    }

    private static Step step(String sql, String summary, List<Hazard> hazards) {
        return new Step(sql, summary, TransactionMode.TRANSACTIONAL, hazards);
    }
}
