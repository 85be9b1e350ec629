package dev.sluice.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import dev.sluice.diff.Difference;
import dev.sluice.schema.Kind;
import dev.sluice.schema.SchemaObject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The places where every tool of this kind has swollen stay small.
class SizeTest {
    private static final int FILE = 500;
    private static final int METHOD = 80;

    /// Those that wait to be taken apart.
    private static final Set<String> STILL_LARGE = Set.of("SchemaUpdate.java");

    private static final Set<String> DISPATCHED =
            Stream.concat(
                            Stream.of(SchemaObject.class, Difference.class)
                                    .flatMap(SizeTest::family)
                                    .map(Class::getSimpleName),
                            Stream.of(Kind.values()).map(Kind::name))
                    .collect(Collectors.toSet());

    @ParameterizedTest
    @MethodSource("dev.sluice.house.HouseTest#modules")
    void no_file_is_over_500_lines_and_no_method_over_80(String module) throws IOException {
        List<Sources.File> files = Sources.of(module);
        assertThat(files).isNotEmpty();
        var over = new ArrayList<String>();
        for (Sources.File file : files) {
            if (file.lines() > FILE && !STILL_LARGE.contains(file.name()))
                over.add(file.name() + ": " + file.lines());
            methods(file, over);
        }
        assertThat(over).isEmpty();
    }

    private static void methods(Sources.File file, List<String> over) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitMethod(MethodTree method, Void nothing) {
                int lines = file.lines(method);
                if (lines > METHOD) over.add(file.name() + "#" + method.getName() + ": " + lines);
                return super.visitMethod(method, nothing);
            }
        }.scan(file.tree(), null);
    }

    /// A case says whose turn it is, in one expression.
    @Test
    void a_switch_over_kinds_of_objects_or_of_differences_only_dispatches() throws IOException {
        var logic = new ArrayList<String>();
        for (Sources.File file : Sources.of("core")) switches(file, logic);
        assertThat(logic).isEmpty();
    }

    private static void switches(Sources.File file, List<String> logic) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitSwitch(SwitchTree tree, Void nothing) {
                look(tree.getCases());
                return super.visitSwitch(tree, nothing);
            }

            @Override
            public Void visitSwitchExpression(SwitchExpressionTree tree, Void nothing) {
                look(tree.getCases());
                return super.visitSwitchExpression(tree, nothing);
            }

            private void look(List<? extends CaseTree> cases) {
                if (cases.stream().noneMatch(SizeTest::isDispatched)) return;
                for (CaseTree c : cases)
                    if (c.getBody() == null
                            || c.getBody() instanceof BlockTree b && !b.getStatements().isEmpty())
                        logic.add(file.name() + ":" + file.line(c));
            }
        }.scan(file.tree(), null);
    }

    private static boolean isDispatched(CaseTree one) {
        var named = new ArrayList<String>();
        one.getLabels().forEach(label -> names(label, named));
        return named.stream().anyMatch(DISPATCHED::contains);
    }

    private static void names(Tree label, List<String> named) {
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree name, Void nothing) {
                named.add(name.getName().toString());
                return null;
            }
        }.scan(label, null);
    }

    private static Stream<Class<?>> family(Class<?> type) {
        Class<?>[] members = type.getPermittedSubclasses();
        return members == null ? Stream.of(type) : Stream.of(members).flatMap(SizeTest::family);
    }
}
