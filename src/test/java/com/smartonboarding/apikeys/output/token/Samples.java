package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Metadata;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Tokens at a fixed time, and what the printers print for them. */
public final class Samples {
    public static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

    /** ESC, a bidi override, tab, newline, CR, quotes, comma, backslash, DEL, CSI, a line separator and a tag. */
    public static final String HOSTILE =
            "=cmd\u001b[31m\u202egpj\t\n\r\"'`,;\\\u007f\u009b\u2028\u00a0" + Character.toString(0xE0041) + "@|red x|@";

    private static final User ALICE = new User(1000, "alice");
    private static final User BOB = new User(1001, "bob");

    private Samples() {}

    /** An active token with everything set except a revocation. */
    public static Token active() {
        return active("Deploys from CI");
    }

    /** The same token with a longer description. */
    static Token described() {
        return active("Deploys from CI, which nobody watches at night");
    }

    private static Token active(String description) {
        return new Token(
                "7Kq2mZ0aLx3P",
                "ci-deploy",
                description,
                List.of("deploy", "read"),
                Instant.parse("2026-11-20T08:30:15.999Z"),
                ALICE,
                Instant.parse("2026-12-05T12:00:00Z"),
                null,
                true,
                new LastAccess(Instant.parse("2026-11-23T11:58:00Z"), "192.0.2.7"),
                null,
                null);
    }

    /** A token in which everything optional is missing. */
    static Token bare() {
        return bare("dashboard");
    }

    /** A token with this label, in which everything optional is missing. */
    static Token bare(String label) {
        return new Token(
                "p81VwE5cTd0R",
                label,
                null,
                List.of(),
                Instant.parse("2026-07-25T00:00:00Z"),
                BOB,
                null,
                null,
                false,
                null,
                null,
                null);
    }

    /** A token that was revoked. */
    static Token revoked() {
        return new Token(
                "c0Jr9sYb2NqA",
                "old-migrator",
                null,
                List.of(),
                Instant.parse("2025-11-23T12:00:00Z"),
                ALICE,
                null,
                new Revocation(Instant.parse("2026-11-22T12:00:00Z"), BOB, "no longer needed"),
                true,
                null,
                null,
                null);
    }

    /** A token with a hostile owner and hostile metadata. */
    static Token noted() {
        return new Token(
                "Nn1nNn2nNn3n",
                "noted",
                null,
                List.of(),
                Instant.parse("2026-11-01T12:00:00Z"),
                ALICE,
                null,
                null,
                true,
                null,
                null,
                null,
                null,
                HOSTILE,
                Metadata.of(Map.of("note", HOSTILE, "team", "ops")),
                List.of("10.0.0.0/8", "2001:db8::/32"));
    }

    /** A token that has expired. */
    static Token expired() {
        return new Token(
                "Zz9yXw8vUt7s",
                "trial",
                null,
                List.of("read"),
                Instant.parse("2026-11-01T12:00:00Z"),
                ALICE,
                Instant.parse("2026-11-21T12:00:00Z"),
                null,
                true,
                null,
                null,
                null);
    }

    public static TokenView view(Token token) {
        return new TokenView(token, NOW);
    }

    /** A format's default output, in a pipe and without colour. */
    static String printed(ListFormat format, Token... tokens) {
        return printed(format, List.of(), format.headerByDefault(), Terminal.NONE, Palette.NONE, tokens);
    }

    static String printed(ListFormat format, List<TokenField> columns, Token... tokens) {
        return printed(format, columns, format.headerByDefault(), Terminal.NONE, Palette.NONE, tokens);
    }

    static String printed(
            ListFormat format,
            List<TokenField> columns,
            boolean header,
            Terminal terminal,
            Palette palette,
            Token... tokens) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        TokenPrinter printer = format.printer(out, columns, header, terminal, palette);
        printer.begin();
        for (Token token : tokens) {
            printer.print(view(token));
        }
        printer.end();
        return out.toString(StandardCharsets.UTF_8);
    }
}
