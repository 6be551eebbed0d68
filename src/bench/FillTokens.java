import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.StoredToken;
import java.io.BufferedWriter;
import java.io.FileWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Fills a database with tokens. A tenth of them are revoked, and a tenth have expired. The arguments are
 * {@code DATABASE KEY-FILE CODES COUNT}.
 */
class FillTokens {
    private static final User USER = new User(1000, "filler");

    public static void main(String[] args) throws IOException {
        int count = Integer.parseInt(args[3]);
        SecureRandom random = new SecureRandom();
        AuditActor actor = new AuditActor(USER.uid(), USER.name(), USER.uid(), "direct", null, null, "0");
        Instant now = Instant.now();
        Database database = new Database(Path.of(args[0]), KeyFile.read(Path.of(args[1])), Duration.ofSeconds(1));
        try (Writer codes = new BufferedWriter(new FileWriter(args[2]))) {
            database.write(transaction -> {
                for (int i = 0; i < count; i++) {
                    TokenCode code = TokenCode.draw(random);
                    boolean revoked = i % 10 == 8;
                    Token token = token(code, "label " + i, now.minusSeconds(2L * count - i), revoked, i % 10 == 9);
                    transaction.tokens()
                            .insertAll(List.of(new StoredToken(
                                    token,
                                    transaction.keys().keyId(),
                                    transaction.keys().verifier(code),
                                    revoked ? null : transaction.keys().seal(code, random),
                                    null)));
                    transaction
                            .audit()
                            .append(AuditEvent.of(
                                    token.createdAt(), AuditAction.GENERATE, false, token.id(), null, actor));
                    if (revoked) {
                        transaction
                                .audit()
                                .append(AuditEvent.of(
                                        token.createdAt(), AuditAction.REVOKE, false, token.id(), null, actor));
                    }
                    write(codes, code);
                }
                return count;
            });
        }
    }

    private static Token token(TokenCode code, String label, Instant created, boolean revoked, boolean expired) {
        return new Token(
                code.id(),
                label,
                null,
                List.of("deploy", "read"),
                created,
                USER,
                expired ? created.plusSeconds(1) : null,
                revoked ? new Revocation(created.plusSeconds(1), USER, null) : null,
                !revoked,
                null,
                null,
                null);
    }

    private static void write(Writer codes, TokenCode code) {
        try {
            codes.write(code.reveal() + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
