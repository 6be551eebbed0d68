package com.smartonboarding.apikeys.cli.options;

/** A shell that completes the command line, and the file that teaches it. */
public enum Shell {
    BASH("apikeys.bash"),
    ZSH("_apikeys"),
    FISH("apikeys.fish");

    private final String file;

    Shell(String file) {
        this.file = file;
    }

    /** The name of its file in the folder {@code completions}. */
    public String file() {
        return file;
    }
}
