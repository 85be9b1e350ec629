package dev.sluice.picture;

import java.util.List;

/// A line from what needs to what is needed, both by their place among the boxes. The rows are -1
/// where the line belongs to the whole box. `columns` are those of a foreign key, `words` say it
/// all to people.
record Link(
        Means means, int from, int fromRow, int to, int toRow, List<String> columns, String words) {
    Link {
        columns = List.copyOf(columns);
    }

    enum Means {
        /// How many rows may point at one row, and whether each must.
        ANY_NUMBER_MUST,
        ANY_NUMBER_MAY,
        ONE_AT_MOST_MUST,
        ONE_AT_MOST_MAY,
        READS,
        INHERITS;

        boolean isKey() {
            return this != READS && this != INHERITS;
        }

        boolean isMany() {
            return this == ANY_NUMBER_MUST || this == ANY_NUMBER_MAY;
        }

        boolean isOptional() {
            return this == ANY_NUMBER_MAY || this == ONE_AT_MOST_MAY;
        }

        static Means of(boolean many, boolean optional) {
            if (many) return optional ? ANY_NUMBER_MAY : ANY_NUMBER_MUST;
            return optional ? ONE_AT_MOST_MAY : ONE_AT_MOST_MUST;
        }
    }

    Link between(int otherFrom, int otherTo) {
        return new Link(means, otherFrom, fromRow, otherTo, toRow, columns, words);
    }
}
