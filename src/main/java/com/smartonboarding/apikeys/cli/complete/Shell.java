package com.smartonboarding.apikeys.cli.complete;

/** A shell that can complete the command line, and its completion script. */
public enum Shell {
    BASH("apikeys.bash"),
    ZSH("_apikeys"),
    FISH("apikeys.fish");

    private final String file;

    Shell(String file) {
        this.file = file;
    }

    /** The name of its script in the folder {@code completions}. */
    public String file() {
        return file;
    }
}
