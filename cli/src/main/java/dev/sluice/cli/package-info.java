/// The command line: a class a command, each thin: parse, call one door, show. What all share is
/// [Shell] (where input comes from and output goes) and [CommandFailed] (how a command ends badly).
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
