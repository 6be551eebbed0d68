package com.smartonboarding.apikeys.cli.help;

import java.util.List;

/** The groups of commands, in the order of the help; every command is in exactly one. */
public enum CommandSection {
    TOKENS("Tokens"),
    CLIENTS("Clients and scripts"),
    ADMINISTRATION("Administration"),
    HELP("Help");

    private final String heading;

    CommandSection(String heading) {
        this.heading = heading;
    }

    String heading() {
        return heading;
    }

    /** The names of the group's commands. */
    public List<String> commands() {
        return switch (this) {
            case TOKENS ->
                List.of(
                        "generate",
                        "list",
                        "show",
                        "history",
                        "edit",
                        "relabel",
                        "rotate",
                        "disable",
                        "enable",
                        "revoke",
                        "purge");
            case CLIENTS -> List.of("verify", "serve", "scan", "schema");
            case ADMINISTRATION -> List.of("init", "admins", "audit", "key", "backup", "restore", "doctor");
            case HELP -> List.of("completion", "help");
        };
    }
}
