package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.StoredToken;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Fills a database with many tokens in one transaction, because waiting for the disk each time would prove nothing
 * more.
 */
public final class ManyTokens {
    private ManyTokens() {}

    /**
     * Makes the database at its default path, with tokens {@code 'label 0'}, {@code 'label 1'} ... created in the same
     * second. Returns their codes.
     */
    public static List<String> fill(Cli cli, int count) {
        cli.run("init").exits(ExitCode.OK);
        SecureRandom random = new SecureRandom();
        User user = new User(1000, "filler");
        AuditActor actor = new AuditActor(1000, "filler", 1000, "direct", null, null, "0");
        List<String> codes = new ArrayList<>(count);
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ofSeconds(1)).write(transaction -> {
            for (int i = 0; i < count; i++) {
                TokenCode code = TokenCode.draw(random);
                Instant created = Cli.START.minusSeconds(count - i);
                List<String> scopes = i % 2 == 0 ? List.of("deploy", "read") : List.of();
                String description = i % 3 == 0 ? "número \"" + i + "\", =1+1" : null;
                Token token = new Token(
                        code.id(),
                        "label " + i,
                        description,
                        scopes,
                        created,
                        user,
                        null,
                        null,
                        true,
                        null,
                        null,
                        null);
                transaction
                        .tokens()
                        .insertAll(List.of(new StoredToken(
                                token,
                                transaction.keys().keyId(),
                                transaction.keys().verifier(code),
                                transaction.keys().seal(code, random),
                                null)));
                transaction
                        .audit()
                        .append(AuditEvent.of(created, AuditAction.GENERATE, false, token.id(), null, actor));
                codes.add(code.reveal());
            }
            return count;
        });
        return codes;
    }
}
