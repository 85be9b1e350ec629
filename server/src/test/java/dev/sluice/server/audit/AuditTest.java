package dev.sluice.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.server.SluiceServer;
import dev.sluice.server.UpOptions;
import dev.sluice.server.identity.Actor;
import dev.sluice.testkit.TestDatabase;
import dev.sluice.testkit.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class AuditTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Actor ADA = new Actor(7, "Ada \u202E \"quoted\" ünï", 3L);
    private static TestDatabase metadata;
    private static SluiceServer server;
    private static Audit audit;

    @BeforeAll
    static void start() {
        metadata = TestPostgres.database();
        server = SluiceServer.start(UpOptions.parse("--port", "0", "--database", metadata.url()));
        audit = server.bean(Audit.class);
        for (int i = 0; i < 5; i++) {
            record(ADA, "change.approved", i % 2 == 0 ? 1L : null, "#" + i, Map.of("n", i));
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        metadata.close();
    }

    private static void record(
            Actor by, String action, Long project, String on, Map<String, ?> detail) {
        server.bean(TransactionTemplate.class)
                .executeWithoutResult(status -> audit.record(by, action, project, on, detail));
    }

    private static List<String> lines() {
        return audit.chain(0, Integer.MAX_VALUE).stream().map(AuditChain::line).toList();
    }

    @Test
    void s14_a_trail_as_it_was_written_is_whole() {
        List<String> lines = lines();
        assertThat(AuditChain.verify(lines.stream()))
                .isInstanceOfSatisfying(
                        AuditChain.Verdict.Whole.class,
                        whole -> assertThat(whole.events()).isEqualTo(lines.size()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "form",
                "seq",
                "at",
                "personId",
                "person",
                "tokenId",
                "action",
                "projectId",
                "subject",
                "detail",
                "prevHash",
                "rowHash"
            })
    void s14_a_changed_field_is_found_at_its_row(String field) {
        List<String> lines = new ArrayList<>(lines());
        ObjectNode event = (ObjectNode) JSON.readTree(lines.get(2));
        boolean number = event.get(field).isNumber();
        if (number) {
            event.put(field, event.get(field).asLong() + 1);
        } else {
            event.put(field, event.get(field).asString() + "x");
        }
        lines.set(2, JSON.writeValueAsString(event));
        assertThat(AuditChain.verify(lines.stream()))
                .isInstanceOfSatisfying(
                        AuditChain.Verdict.Broken.class,
                        broken -> assertThat(broken.line()).isEqualTo(3));
    }

    @Test
    void s14_a_removed_a_swapped_and_a_foreign_row_are_found() {
        List<String> removed = new ArrayList<>(lines());
        removed.remove(1);
        List<String> swapped = new ArrayList<>(lines());
        swapped.set(1, lines().get(2));
        swapped.set(2, lines().get(1));
        List<String> nonsense = new ArrayList<>(lines());
        nonsense.add(1, "not an event");
        assertThat(List.of(removed, swapped, nonsense))
                .allSatisfy(broken ->
                        assertThat(AuditChain.verify(broken.stream()))
                                .isInstanceOfSatisfying(
                                        AuditChain.Verdict.Broken.class,
                                        b -> assertThat(b.line()).isEqualTo(2)));
    }

    @Test
    void an_event_outside_the_transaction_of_its_action_is_refused() {
        assertThatThrownBy(() -> audit.record(ADA, "change.approved", null, "#1", Map.of()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void an_action_that_fails_leaves_no_event() {
        int before = lines().size();
        assertThatThrownBy(() ->
                        server.bean(TransactionTemplate.class)
                                .executeWithoutResult(status -> {
                                    audit.record(ADA, "change.approved", null, "#9", Map.of());
                                    throw new IllegalArgumentException("the action failed");
                                }))
                .hasMessage("the action failed");
        assertThat(lines()).hasSize(before);
    }

    @Test
    void s14_the_table_takes_no_update_delete_or_truncate() {
        var jdbc = server.bean(JdbcClient.class);
        for (String sql :
                List.of(
                        "UPDATE audit_event SET person = 'eve'",
                        "DELETE FROM audit_event",
                        "TRUNCATE audit_event")) {
            assertThatThrownBy(() -> jdbc.sql(sql).update())
                    .hasMessageContaining("never changed or removed");
        }
    }

    @Test
    void writers_at_the_same_time_make_one_chain() throws Exception {
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                all.add(pool.submit(() -> record(ADA, "run.applied", 1L, "#1", Map.of())));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        assertThat(AuditChain.verify(lines().stream()))
                .isInstanceOf(AuditChain.Verdict.Whole.class);
    }
}
