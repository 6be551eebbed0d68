package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.options.DeliveryOptions;
import com.smartonboarding.apikeys.cli.options.DetailFormat;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.IssuedDetails;
import com.smartonboarding.apikeys.output.TokenView;
import com.smartonboarding.apikeys.output.UtcTime;
import com.smartonboarding.apikeys.service.CodeDelivery;
import com.smartonboarding.apikeys.service.Issued;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes a new code to where it was asked for: standard output, or a file of its own. */
final class CodeOutput implements CodeDelivery {
    private final Context context;
    private final DeliveryOptions options;
    private final String schema;
    private final @Nullable Path file;
    private final boolean taken;

    /** Refuses a place that cannot be the one, before any token is made for it. */
    CodeOutput(Context context, DeliveryOptions options, String schema) {
        this.context = context;
        this.options = options;
        this.schema = schema;
        this.file = options.secretFile();
        this.taken = file != null && isTaken(file);
    }

    /** Refuses to replace a file, unless that was asked for, or it holds this very code: an earlier call delivered it. */
    @Override
    public void prepare(Issued issued) {
        if (file != null && taken && !options.force() && !PrivateFiles.holds(file, content(issued))) {
            throw new ConflictException("There is a file " + file
                    + " already, and it was not replaced. No token was made; name another file, or say --force.");
        }
    }

    @Override
    public void deliver(Issued issued) throws IOException {
        if (file == null) {
            context.streams().write(options.format() == DetailFormat.JSON ? json(issued) : line(issued));
        } else if (taken || options.force()) {
            PrivateFiles.replace(file, content(issued));
        } else if (!PrivateFiles.writeNew(file, content(issued))) {
            throw new IOException("somebody else made that file meanwhile");
        }
    }

    @Override
    public String place() {
        return file == null ? "standard output" : file.toString();
    }

    /** When the token expires, where its code is, and whether it can be had again. */
    String about(Token token, String subject) {
        Instant expiresAt = token.expiresAt();
        return subject
                + (expiresAt == null ? " does not expire." : " expires " + UtcTime.of(expiresAt) + ".")
                + (token.recoverable()
                        ? " 'apikeys show " + token.id() + "' prints the code again."
                        : " Note the code now: no copy is kept.")
                + (file != null
                        ? "\nThe code is in " + file + "."
                        : context.terminal().stdout() ? "\nThe code is on the screen and in the scrollback now." : "");
    }

    /** Says the rest of what was asked for, once the token is made and its code delivered elsewhere or not at all. */
    void finish(Issued issued) {
        if (options.format() == DetailFormat.JSON && (file != null || issued.code() == null)) {
            context.streams().print(json(issued));
        }
    }

    private String json(Issued issued) {
        return new IssuedDetails(
                        new TokenView(issued.token(), context.now()),
                        issued.outcome().word(),
                        file == null ? issued.code() : null,
                        file == null || issued.code() == null ? null : file.toString())
                .json(schema);
    }

    private static byte[] content(Issued issued) {
        return line(issued).getBytes(StandardCharsets.US_ASCII);
    }

    private static String line(Issued issued) {
        return Objects.requireNonNull(issued.code()).reveal() + "\n";
    }

    private boolean isTaken(Path path) {
        Settings settings = context.settings();
        if (settings.invoker().elevated()) {
            throw new DeniedException(
                    "--secret-file is not allowed through sudo, where it would write with the rights of"
                            + " another account. Nothing was changed; take the code from standard output.");
        }
        return settings.guard().checkPlace(path);
    }
}
