package dev.sluice.bench.load;

import java.util.Random;
import java.util.function.Function;

/// One kind of question, asked each time of another thing. A list is read on for some pages.
record Route(String name, boolean list, Function<Random, String> address) {}
