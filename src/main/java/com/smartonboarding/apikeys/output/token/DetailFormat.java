package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;

/** The formats of one token, one rotation, or one answer. */
public enum DetailFormat {
    TEXT,
    JSON;

    /** What can be printed in these formats. */
    public interface View {
        /** Lines for people at a terminal, or for scripts in a pipe. */
        String text(Terminal terminal, Palette palette);

        /** One JSON document, ending in a line feed. */
        String json();
    }

    /** The view in this format. */
    public String print(View view, Terminal terminal, Palette palette) {
        return switch (this) {
            case TEXT -> view.text(terminal, palette);
            case JSON -> view.json();
        };
    }
}
