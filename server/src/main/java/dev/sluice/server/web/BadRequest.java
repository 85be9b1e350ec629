package dev.sluice.server.web;

import dev.sluice.server.web.Problem.Fault;
import java.util.List;
import java.util.stream.Collectors;

/// A request that is not of the form that the API's document gives (400), with every value of it
/// that is wrong.
public final class BadRequest extends RuntimeException {
    private final transient List<Fault> faults;

    public BadRequest(List<Fault> faults) {
        super(faults.stream().map(Fault::words).collect(Collectors.joining("; ")));
        this.faults = List.copyOf(faults);
    }

    public static BadRequest parameter(String name, String detail) {
        return new BadRequest(List.of(Fault.inParameter(name, detail)));
    }

    List<Fault> faults() {
        return faults;
    }
}
