package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.option.DeliveryOptions;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.PrivateFiles;
import com.smartonboarding.apikeys.files.ReasonedException;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.token.DetailFormat;
import com.smartonboarding.apikeys.output.token.IssuedDetails;
import com.smartonboarding.apikeys.output.token.TokenView;
import com.smartonboarding.apikeys.service.issue.CodeDelivery;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes new codes to the requested place: standard output, or a file. */
public final class CodeOutput implements CodeDelivery {
    /** The length of a code with its line end. */
    private static final int LINE = TokenCode.LENGTH + 1;

    private final Context context;
    private final DeliveryOptions options;
    private final String schema;
    private final @Nullable SecretFile file;
    private String ready = "";

    /** Refuses an unsuitable file before any token is made. */
    public CodeOutput(Context context, DeliveryOptions options, String schema) {
        this.context = context;
        this.options = options;
        this.schema = schema;
        String named = options.secretFile();
        this.file = named == null ? null : context.files().secretFile(named);
    }

    @Override
    public void open(int count) {
        if (file == null) {
            return;
        }
        try {
            file.open(count * LINE);
        } catch (IOException e) {
            throw PrivateFiles.failure("create", file.path(), e);
        }
    }

    @Override
    public List<TokenCode> present() {
        if (file == null) {
            return List.of();
        }
        return new String(file.present(), StandardCharsets.ISO_8859_1)
                .lines()
                .map(TokenCode::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Refuses to replace a file, unless --force was given or the file already holds this code from an earlier call.
     */
    @Override
    public void prepare(List<Issued> issued) {
        ready = file == null && options.format() == DetailFormat.JSON ? json(issued) : lines(issued);
        if (file != null && file.exists() && !options.force() && !MessageDigest.isEqual(file.present(), content())) {
            throw new ConflictException("The file " + file.path() + " already exists and was not replaced.")
                    .advising("Name another file, or use --force.");
        }
    }

    @Override
    public void deliver() throws IOException {
        if (file == null) {
            context.streams().write(ready);
            return;
        }
        file.fill(content());
        if (!file.publish(file.exists() || options.force())) {
            throw new ReasonedException("another process created that file in the meantime");
        }
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }

    @Override
    public String place() {
        return file == null ? "standard output" : file.path().toString();
    }

    /**
     * When the token expires, where its code is, and whether the code can be shown again.
     *
     * @param lifetime the setting of the policy that gave the token its lifetime; null if none did
     */
    public String about(Token token, String subject, @Nullable PolicySetting<Duration> lifetime) {
        Instant expiresAt = token.expiresAt();
        return subject
                + (expiresAt == null ? " does not expire." : " expires " + UtcTime.of(expiresAt) + ".")
                + PolicyNotes.lifetime(lifetime)
                + (token.recoverable()
                        ? " 'apikeys show " + token.id() + "' prints the code again."
                        : " Save the code now, because no copy is kept.")
                + where("code is");
    }

    /** The same for many tokens, which differ only in their labels. */
    public String aboutAll(Token first, @Nullable PolicySetting<Duration> lifetime) {
        Instant expiresAt = first.expiresAt();
        return (expiresAt == null ? "They do not expire." : "They expire " + UtcTime.of(expiresAt) + ".")
                + PolicyNotes.lifetime(lifetime)
                + (first.recoverable()
                        ? " 'apikeys show LABEL' prints a code again."
                        : " Save the codes now, because no copies are kept.")
                + where("codes are");
    }

    private String where(String what) {
        return file != null
                ? "\nThe " + what + " in " + file.path() + "."
                : context.terminal().stdout() ? "\nThe " + what + " now on the screen and in the scrollback." : "";
    }

    /** Prints the JSON details after the tokens are made, if the codes went to a file or there are none. */
    public void finish(List<Issued> issued) {
        if (options.format() == DetailFormat.JSON
                && (file != null || issued.get(0).code() == null)) {
            print(issued);
        }
    }

    private void print(List<Issued> issued) {
        try {
            context.streams().write(json(issued));
        } catch (IOException e) {
            String lost = "The details could not be written to standard output (" + IoErrorText.of(e) + ").";
            if (file == null || issued.get(0).code() == null) {
                throw new StorageException(lost, e);
            }
            throw new OutcomeUnknownException(
                            lost + " The request succeeded nevertheless: the code is in " + file.path() + " and works.",
                            e)
                    .advising("'apikeys show --no-code " + issued.get(0).token().id() + "' shows the details.");
        }
    }

    private String json(List<Issued> issued) {
        List<IssuedDetails> details = new ArrayList<>(issued.size());
        for (Issued each : issued) {
            details.add(new IssuedDetails(
                    new TokenView(each.token(), context.now()),
                    each.outcome(),
                    file == null ? each.code() : null,
                    file == null || each.code() == null ? null : file.path().toString()));
        }
        return schema.equals(OutputSchemas.GENERATE_BATCH)
                ? IssuedDetails.json(schema, details)
                : details.get(0).json(schema);
    }

    private byte[] content() {
        return ready.getBytes(StandardCharsets.US_ASCII);
    }

    private static String lines(List<Issued> issued) {
        StringBuilder lines = new StringBuilder(issued.size() * LINE);
        for (Issued each : issued) {
            lines.append(Objects.requireNonNull(each.code()).reveal()).append('\n');
        }
        return lines.toString();
    }
}
