package com.smartonboarding.apikeys.cli.options;

import com.smartonboarding.apikeys.failure.UsageException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Where a new code goes, and how a retry is known. */
@Command
public final class DeliveryOptions {
    @Option(
            names = "--secret-file",
            paramLabel = "FILE",
            description =
                    "Write the code to this new file (mode 0600, whole or not at all) and not to standard output.")
    private @Nullable String secretFile;

    @Option(names = "--force", description = "Let the secret file replace the one that is there.")
    private boolean force;

    @Option(
            names = "--request-id",
            paramLabel = "ID",
            description = "A name for this request: the same again, whoever died in between, gets the same token.")
    private @Nullable String requestId;

    @Option(
            names = {"-q", "--quiet"},
            description = "Say nothing on standard error.")
    private boolean quiet;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            description = "text (the code alone) or json.")
    private DetailFormat format = DetailFormat.TEXT;

    /** The file for the code, or null for standard output. */
    public @Nullable Path secretFile() {
        if (secretFile == null) {
            if (force) {
                throw new UsageException("--force is about --secret-file, and none is given.");
            }
            return null;
        }
        try {
            if (!secretFile.isEmpty()) {
                return Path.of(secretFile).toAbsolutePath().normalize();
            }
        } catch (InvalidPathException e) {
            // Refused below, like an empty one.
        }
        throw new UsageException("What --secret-file gives is not a usable path: it is empty, or holds a NUL.");
    }

    public boolean force() {
        return force;
    }

    public @Nullable String requestId() {
        return requestId;
    }

    public boolean quiet() {
        return quiet;
    }

    public DetailFormat format() {
        return format;
    }
}
