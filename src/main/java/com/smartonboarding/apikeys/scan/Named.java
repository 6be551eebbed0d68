package com.smartonboarding.apikeys.scan;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** A file or folder as reports name it: by the path that was given, or by its folder and its own name. */
record Named(@Nullable Named folder, Path name) {
    /** The whole path. It is joined only for what is reported, because its length grows with the depth. */
    String text() {
        Deque<String> parts = new ArrayDeque<>();
        for (Named at = this; at != null; at = at.folder) {
            parts.push(PathNames.text(at.name));
        }
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(text.isEmpty() || text.charAt(text.length() - 1) == '/' ? "" : "/")
                    .append(part);
        }
        return text.toString();
    }
}
