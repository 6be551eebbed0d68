package com.smartonboarding.apikeys.scan.git;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file whose content Git LFS keeps beside the objects, so that commits have only the name of the content. */
final class LfsPointer {
    /** Pointers are shorter than this, in bytes. */
    static final int LONGEST = 1024;

    /** The present form, and the form from before git-lfs had its name (docs/spec.md of git-lfs, "The Pointer"). */
    private static final Pattern CONTENT = Pattern.compile(
            "version https://(?:git-lfs|hawser)\\.github\\.com/[^\n]*\n(?:.*\n)*?oid sha256:([0-9a-f]{64})\n?");

    private LfsPointer() {}

    /** The name of the content, if these bytes are a pointer. */
    static Optional<String> content(byte[] bytes) {
        Matcher matcher = CONTENT.matcher(new String(bytes, StandardCharsets.UTF_8));
        return matcher.lookingAt() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The path of content in a repository that has it. */
    static Path place(Path common, String content) {
        return common.resolve("lfs/objects")
                .resolve(content.substring(0, 2))
                .resolve(content.substring(2, 4))
                .resolve(content);
    }
}
