package com.smartonboarding.apikeys.scan;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file of which a commit has only the name of its content, which Git LFS keeps beside the objects. */
final class LfsPointer {
    /** A pointer is shorter. */
    static final int LONGEST = 1024;

    private static final byte[] BEGINNING = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern CONTENT = Pattern.compile("(?m)^oid sha256:([0-9a-f]{64})$");

    private LfsPointer() {}

    /** The name of the content, if these bytes are a pointer. */
    static Optional<String> content(byte[] bytes) {
        for (int i = 0; i < BEGINNING.length; i++) {
            if (i >= bytes.length || bytes[i] != BEGINNING[i]) {
                return Optional.empty();
            }
        }
        Matcher matcher = CONTENT.matcher(new String(bytes, StandardCharsets.UTF_8));
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** Where content lies in a repository that has it. */
    static Path place(Path common, String content) {
        return common.resolve("lfs/objects")
                .resolve(content.substring(0, 2))
                .resolve(content.substring(2, 4))
                .resolve(content);
    }
}
