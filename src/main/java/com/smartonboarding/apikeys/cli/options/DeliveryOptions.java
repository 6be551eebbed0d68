package com.smartonboarding.apikeys.cli.options;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.NamedPath;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a new code goes, and how a retry is known. */
public final class DeliveryOptions implements Syntax {
    private final Value<String> secretFile = Value.text(
            "--secret-file FILE",
            "Write the code to this new file (mode 0600, whole or not at all) and not to standard output.");

    private final Flag force = Flag.of("--force", "Let the secret file replace the one that is there.");

    private final Value<String> requestId = Value.text(
            "--request-id ID",
            "A name for this request: the same again, whoever died in between, gets the same token.");

    private final Flag quiet = Flag.of("-q, --quiet", "Say nothing on standard error.");

    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (the code alone) or json.");

    /** The file for the code, or null for standard output. */
    public @Nullable Path secretFile() {
        String file = secretFile.get();
        if (file == null) {
            if (force.isGiven()) {
                throw new UsageException("--force is about --secret-file, and none is given.");
            }
            return null;
        }
        if (file.equals("-")) {
            throw new UsageException("--secret-file takes the name of a file, and - is none. No token was made; leave"
                    + " --secret-file out, and the code goes to standard output. A file that has this name is ./-.");
        }
        return NamedPath.absolute("--secret-file", file);
    }

    public boolean force() {
        return force.isGiven();
    }

    public @Nullable String requestId() {
        return requestId.get();
    }

    public boolean quiet() {
        return quiet.isGiven();
    }

    public DetailFormat format() {
        return format.orElse(DetailFormat.TEXT);
    }

    @Override
    public void addTo(CommandSpec command) {
        Syntax.addAll(command, secretFile, force, requestId, quiet, format);
    }
}
