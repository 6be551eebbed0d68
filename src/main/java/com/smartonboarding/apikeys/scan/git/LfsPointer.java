package com.smartonboarding.apikeys.scan.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of which a commit has only the name of its content, which Git LFS keeps beside the objects. */
final class LfsPointer {
    /** A pointer is shorter. */
    static final int LONGEST = 1024;

    private static final byte[] BEGINNING = "version https://".getBytes(StandardCharsets.US_ASCII);
    /** Of today, and of before the name was git-lfs (docs/spec.md of git-lfs, "The Pointer"). */
    private static final Pattern CONTENT = Pattern.compile(
            "version https://(?:git-lfs|hawser)\\.github\\.com/[^\n]*\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n?");

    private LfsPointer() {}

    /** The name of the content, if these bytes are a pointer. */
    static Optional<String> content(byte[] bytes) {
        for (int i = 0; i < BEGINNING.length; i++) {
            if (i >= bytes.length || bytes[i] != BEGINNING[i]) {
                return Optional.empty();
            }
        }
        Matcher matcher = CONTENT.matcher(new String(bytes, StandardCharsets.UTF_8));
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Where content lies in a repository that has it. */
    static Path place(Path common, String content) {
        return common.resolve("lfs/objects")
                .resolve(content.substring(0, 2))
                .resolve(content.substring(2, 4))
                .resolve(content);
    }
}
