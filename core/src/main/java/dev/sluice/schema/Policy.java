package dev.sluice.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// `command` is ALL, SELECT, INSERT, UPDATE or DELETE; `roles` are role names sorted, `public`
/// alone for everybody; in a declaration `current_user`, `current_role` and `session_user` are
/// words, for which PostgreSQL keeps whoever runs it.
public record Policy(
        QualifiedName table,
        Identifier name,
        boolean permissive,
        String command,
        List<String> roles,
        @Nullable String using,
        @Nullable String withCheck,
        @Nullable String comment)
        implements SchemaObject {
    public Policy {
        roles = List.copyOf(roles);
    }

    @Override
    public ObjectId id() {
        return ObjectId.member(Kind.POLICY, table, name);
    }
}
