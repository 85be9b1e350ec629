package dev.sluice.server.projects;

public record NewEnvironment(String name, int approvals, boolean automatic, long soakSeconds) {}
