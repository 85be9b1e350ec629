package dev.sluice.cli;

import dev.sluice.plan.Strategy;

/// A [Strategy] as it is written on the command line.
enum StrategyName {
    online,
    direct;

    Strategy strategy() {
        return switch (this) {
            case online -> Strategy.ONLINE;
            case direct -> Strategy.DIRECT;
        };
    }
}
