package com.smartonboarding.apikeys.output.terminal;

import java.util.Map;

/** The choice of colour: {@code --color auto|always|never}. */
public enum ColourChoice {
    AUTO,
    ALWAYS,
    NEVER;

    /**
     * Decides whether a stream is coloured. The first that applies decides: the option, NO_COLOR, CLICOLOR_FORCE or
     * FORCE_COLOR, TERM=dumb, whether the stream is a terminal. An empty variable counts as not set.
     */
    public boolean on(boolean streamIsTerminal, Map<String, String> environment) {
        return switch (this) {
            case ALWAYS -> true;
            case NEVER -> false;
            case AUTO -> automatic(streamIsTerminal, environment);
        };
    }

    private static boolean automatic(boolean streamIsTerminal, Map<String, String> environment) {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        if (forces(environment, "CLICOLOR_FORCE") || forces(environment, "FORCE_COLOR")) {
            return true;
        }
        return streamIsTerminal && !"dumb".equals(environment.get("TERM"));
    }

    private static boolean forces(Map<String, String> environment, String variable) {
        String value = environment.getOrDefault(variable, "");
        return !value.isEmpty() && !value.equals("0");
    }
}
