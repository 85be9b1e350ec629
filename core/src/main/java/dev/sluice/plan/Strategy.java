package dev.sluice.plan;

/// How a plan treats tables that stand before it. DIRECT: the plain statements, which one
/// transaction can hold. ONLINE: forms that keep nobody from reading and writing for long, in
/// several transactions, to the same end.
public enum Strategy {
    DIRECT,
    ONLINE
}
