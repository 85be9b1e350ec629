package dev.sluice.plan;

public enum HazardKind {
    DATA_LOSS,
    MAY_FAIL_ON_EXISTING_DATA,
    TABLE_REWRITE,
    LONG_EXCLUSIVE_LOCK,
    BREAKS_RUNNING_CODE,
    INDEX_GAP,
    IRREVERSIBLE,
    MUST_BE_COMMITTED_FIRST;

    public String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
