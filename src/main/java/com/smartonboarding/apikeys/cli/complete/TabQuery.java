package com.smartonboarding.apikeys.cli.complete;

import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.service.policy.PolicySetting;
import com.smartonboarding.apikeys.store.completion.Candidate;
import com.smartonboarding.apikeys.store.completion.Candidates;
import com.smartonboarding.apikeys.store.completion.Candidates.Filter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers the completion scripts when somebody presses TAB: {@code __complete KIND PREFIX [DATABASE]} prints the
 * candidates that begin with the prefix, one per line; for tokens, a tab and a description follow.
 *
 * <p>It is not a command, because it must be quick: it uses neither picocli nor JDBI, and of the keys only
 * their ids.
 * It changes nothing and prints no messages: if there is no answer, it prints nothing.
 */
public final class TabQuery {
    private static final String NAME = "__complete";

    /** The scopes that the policy allows, or those of tokens if it allows all. */
    private static final String ALLOWED_SCOPES = "allowed";

    /** The fewest characters of an id that can name a token. */
    private static final int SHORTEST_ID_PREFIX = 4;

    private final Host host;
    private final Instant now;

    public TabQuery(Host host) {
        this.host = host;
        this.now = host.clock().instant();
    }

    /** Whether these arguments ask for candidates. */
    public static boolean isMeant(String... args) {
        return args.length > 0 && args[0].equals(NAME);
    }

    /** Prints the candidates, or nothing; never throws. */
    public void answer(String... args) {
        try {
            if (args.length == 3 || args.length == 4) {
                String answer = candidates(args[1], normal(args[2]), args.length == 4 ? args[3] : null);
                host.out().write(answer.getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException | RuntimeException | Error e) {
            // Ignore every failure: the person is typing and does not expect a message.
        }
    }

    /** Labels are stored in NFC; pasted text may not be in NFC. */
    private static String normal(String prefix) {
        for (int i = 0; i < prefix.length(); i++) {
            if (prefix.charAt(i) >= 0x80) {
                return Normalizer.normalize(prefix, Normalizer.Form.NFC);
            }
        }
        return prefix;
    }

    private String candidates(String kind, String prefix, @Nullable String databaseOption) throws IOException {
        Settings settings = Settings.resolve(
                databaseOption, null, host.environment(), host.process().get());
        PolicySetting<List<String>> allowed = settings.policy().scopes();
        if (kind.equals(ALLOWED_SCOPES) && allowed != null) {
            StringBuilder answer = new StringBuilder();
            addWords(
                    answer,
                    allowed.value().stream()
                            .filter(scope -> scope.startsWith(prefix))
                            .toList());
            return answer.toString();
        }
        Path file = settings.database();
        if (!settings.guard().checkDatabase(file) || Files.size(file) == 0) {
            return "";
        }
        StringBuilder answer = new StringBuilder();
        try (Candidates candidates = Candidates.open(file, now)) {
            if (settings.policy().viewersAreAdministrators()
                    && !candidates.isAdministrator(settings.invoker().actor())) {
                return "";
            }
            switch (kind) {
                case "active" -> addTokens(answer, candidates, Filter.ACTIVE, prefix);
                case "current" -> addTokens(answer, candidates, Filter.CURRENT, prefix);
                case "disabled" -> addTokens(answer, candidates, Filter.DISABLED, prefix);
                case "recoverable" -> addTokens(answer, candidates, Filter.RECOVERABLE, prefix);
                case "all" -> addTokens(answer, candidates, Filter.ALL, prefix);
                case "ids" -> addIds(answer, candidates, Filter.ALL, prefix);
                case "labels" -> addLabels(answer, candidates.labelled(Filter.ALL, prefix));
                case "scopes", ALLOWED_SCOPES -> addWords(answer, candidates.scopes(prefix));
                case "owners" -> addWords(answer, candidates.owners(prefix));
                case "administrators" -> addWords(answer, candidates.administrators(prefix));
                case "keys" -> addKeys(answer, settings, prefix);
                default -> {} // the completion script is of another version
            }
        }
        return answer.toString();
    }

    /** Labels first. Ids are only added if no label begins like this, or if the prefix is long enough for an id. */
    private void addTokens(StringBuilder answer, Candidates candidates, Filter filter, String prefix) {
        List<Candidate> labelled = candidates.labelled(filter, prefix);
        addLabels(answer, labelled);
        boolean mayBeId = labelled.isEmpty() ? !prefix.isEmpty() : prefix.length() >= SHORTEST_ID_PREFIX;
        if (mayBeId && TokenCode.isBase62(prefix)) {
            addIds(answer, candidates, filter, prefix);
        }
    }

    private void addIds(StringBuilder answer, Candidates candidates, Filter filter, String prefix) {
        for (Candidate token : candidates.withId(filter, prefix)) {
            add(answer, token.id(), token.label() + ", " + description(token));
        }
    }

    private void addLabels(StringBuilder answer, List<Candidate> tokens) {
        for (Candidate token : tokens) {
            add(answer, token.label(), description(token));
        }
    }

    private String description(Candidate token) {
        Instant accessed = token.lastAccessedAt();
        return token.status().word()
                + (accessed == null ? ", never accessed" : ", last accessed " + RelativeTime.of(accessed, now));
    }

    /** The keys that may be dropped: all but the newest. Only their ids are used. */
    private static void addKeys(StringBuilder answer, Settings settings, String prefix) {
        if (settings.guard().checkKeyFile(settings.keyFile())) {
            KeyFile file = KeyFile.read(settings.keyFile());
            addWords(
                    answer,
                    file.keys().stream()
                            .map(MasterKey::id)
                            .filter(id -> id.startsWith(prefix)
                                    && !id.equals(file.newest().id()))
                            .toList());
        }
    }

    private static void addWords(StringBuilder answer, Iterable<String> words) {
        for (String word : words) {
            if (isPrintable(word)) {
                answer.append(word).append('\n');
            }
        }
    }

    private static void add(StringBuilder answer, String value, String description) {
        if (isPrintable(value) && isPrintable(description)) {
            answer.append(value).append('\t').append(description).append('\n');
        }
    }

    /** Whether the text has nothing that ends a line or that a terminal would take for a control sequence. */
    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (!TextRules.isPrintable(text, i)) {
                return false;
            }
        }
        return true;
    }
}
