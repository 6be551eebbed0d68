package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.audit.TrailHead;
import java.util.ArrayList;
import java.util.List;

/** A file of lines that {@code audit head} printed. Empty lines, and lines that begin with {@code #}, do not count. */
public final class AnchorFile {
    private static final int MOST_LINES = 100_000;

    private final GivenFile file;

    public AnchorFile(Context context, String name) {
        file = new GivenFile(context, "--anchor", "anchor", "--anchor file", name);
    }

    /** The heads, at least one. A file without one would make every check succeed, so it is refused. */
    public List<KeptHead> read() {
        List<String> lines = file.lines(MOST_LINES);
        List<KeptHead> heads = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty() && !line.startsWith("#")) {
                int number = i + 1;
                heads.add(new KeptHead(number, TrailHead.parse(line).orElseThrow(() -> unreadable(number))));
            }
        }
        if (heads.isEmpty()) {
            throw new UsageException("There are no lines of 'audit head' in " + file.source() + ".");
        }
        return heads;
    }

    private UsageException unreadable(int line) {
        return new UsageException(
                "Line " + line + " of " + file.source() + " is not a complete line of 'apikeys audit head'.");
    }
}
