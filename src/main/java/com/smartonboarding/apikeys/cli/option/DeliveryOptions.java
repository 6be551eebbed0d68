package com.smartonboarding.apikeys.cli.option;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** Where a new code goes, and how a retry is recognised. */
public final class DeliveryOptions implements Declaration {
    private final Value<String> secretFile = Value.text(
            "--secret-file FILE",
            "Write the code to a new file with mode 0600 instead of standard output. The file is written"
                    + " completely or not at all.");

    private final Flag force = Flag.of("--force", "Allow --secret-file to replace an existing file.");

    private final Value<String> requestId = Value.text(
            "--request-id ID",
            "Makes a retry safe: repeating the call with this id returns the same token, even after a crash. After 'key"
                    + " drop', an earlier request may no longer be recognised. Its repetition is then refused.");

    private final Flag quiet = Flag.of("-q, --quiet", "Print no summary on standard error.");

    private final Value<DetailFormat> format =
            Value.word("-o, --output FORMAT", DetailFormat.class, "text (only the code) or json.");

    /** The file for the code, or null for standard output. */
    public @Nullable String secretFile() {
        String file = secretFile.get();
        if (file == null) {
            if (force.isGiven()) {
                throw new UsageException("--force can only be used with --secret-file.");
            }
            return null;
        }
        if (file.equals("-")) {
            throw new UsageException("--secret-file takes a file name, and - is not one.")
                    .advising("Leave --secret-file out to send the code to standard output. To name a file that is"
                            + " called -, write ./- instead.");
        }
        return file;
    }

    public boolean force() {
        return force.isGiven();
    }

    public @Nullable String requestId() {
        return requestId.get();
    }

    /** Whether no summary is wanted: with {@code --quiet}, or with JSON, which is the report itself. */
    public boolean quiet() {
        return quiet.isGiven() || format() == DetailFormat.JSON;
    }

    public DetailFormat format() {
        return format.orElse(DetailFormat.TEXT);
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, secretFile, force, requestId, quiet, format);
    }
}
