package dev.sluice.diff;

import dev.sluice.schema.ObjectId;

/// One typed difference with what stood before and what stands after.
public sealed interface Difference
        permits ObjectDifference,
                EnumDifference,
                SequenceDifference,
                TableDifference,
                ColumnDifference,
                ConstraintDifference,
                IndexDifference,
                ViewDifference,
                PolicyDifference,
                TypeDifference,
                DefinitionDifference,
                CarriedDifference,
                CommentDifference {
    /// The object, or the member of one, that differs.
    ObjectId id();

    /// For people, one line: `column public.users.email: type text → character varying(80)`.
    String words();
}
