/// What all sources share: how a load ends and what is wrong.
@NullMarked
package dev.sluice.source;

import org.jspecify.annotations.NullMarked;
