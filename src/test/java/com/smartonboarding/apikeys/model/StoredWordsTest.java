package com.smartonboarding.apikeys.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredWordsTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final Pattern TEXT = Pattern.compile("\"((?:[^\"\\\\\n]|\\\\.)*)\"");
    private static final Pattern TEXT_IN_SQL = Pattern.compile("'([a-z ]+)'");

    /** The packages below what people type and read; there, a word in a text could only be a stored one. */
    private static final Set<String> BELOW = Set.of("audit", "secret", "service", "store", "verifier");

    @Test
    void wordsAreThoseThatExistingDatabasesHold() throws ReflectiveOperationException {
        assertThat(String.join("\n", words()))
                .as("Databases hold these words, or MACs and keys made of them. If you changed one, change it back: old"
                        + " rows would mean something else or be refused. If you added one, add it here.")
                .isEqualToNormalizingNewlines("""
                        Action.INIT = init
                        Action.GENERATE = generate
                        Action.SHOW = show
                        Action.RELABEL = relabel
                        Action.REVOKE = revoke
                        Action.ROTATE = rotate
                        Action.DELIVER = deliver
                        Action.PURGE = purge
                        Action.UNDELIVERED = undelivered
                        Action.ADMINS_ADD = admins add
                        Action.ADMINS_CONFIRM = admins confirm
                        Action.ADMINS_REMOVE = admins remove
                        Action.ADMINS_RECOVER = admins recover
                        Action.BACKUP = backup
                        Action.UPGRADE = upgrade
                        Action.DISABLE = disable
                        Action.ENABLE = enable
                        Action.AUDIT_VERIFY = audit verify
                        Action.DOCTOR = doctor
                        Action.EDIT = edit
                        Action.LIST = list
                        Action.HISTORY = history
                        Action.AUDIT_LIST = audit list
                        Action.AUDIT_HEAD = audit head
                        Action.ADMINS_LIST = admins list
                        Action.KEY_LIST = key list
                        Action.KEY_ROTATE = key rotate
                        Action.KEY_REKEY = key rekey
                        Action.KEY_DROP = key drop
                        Action.RESTORE = restore
                        Detail.FORMER_LABEL = was '
                        Detail.SUCCESSOR = successor\s
                        Detail.SUCCESSOR_OF = successor of\s
                        Detail.WAS = was\s
                        Detail.LABEL = label=
                        Detail.EXPIRES = expires=
                        Detail.SCOPES = scopes=
                        Detail.DESCRIPTION = description=
                        Detail.OWNER = owner=
                        Detail.METADATA = metadata.
                        Detail.NETWORKS = networks=
                        Detail.LAST_ACCESSED = last_accessed=
                        Detail.LAST_ACCESSED_FROM = last_accessed_from=
                        Detail.KEY = key=
                        Detail.FORMER_KEY = former_key=
                        Detail.LAST_EVENT = last_event=
                        Detail.LAST_MAC = last_mac=
                        Detail.FORGOTTEN = forgotten=
                        Via.DIRECT = direct
                        Via.SUDO = sudo
                        Via.SUDO_UID_IGNORED = direct, SUDO_UID ignored
                        Reason.UNDELIVERED = undelivered
                        Reason.STRANDED = stranded
                        Reason.ROTATED = rotated
                        Reason.ABORTED = aborted
                        Kind.TOKEN = token 4
                        Kind.ADMINISTRATOR = administrator 3
                        Kind.HEAD = head 3
                        Kind.AUDIT_EVENT = audit event
                        Kind.INSTALLATION = installation
                        Kind.ANCHOR = anchor
                        Kind.KEY_CHECK = key check
                        Kind.SEAL = seal 1
                        Kind.SUM_OF_ROWS = sum of rows
                        Kind.TABLE_OF_TOKENS = token
                        Kind.TABLE_OF_ADMINISTRATORS = administrator
                        Kind.TOKEN_3 = token 3
                        Kind.OLD_TOKEN = token
                        Kind.OLD_ADMINISTRATOR = administrator
                        Kind.OLD_HEAD = head
                        Kind.GENERATE = generate
                        Kind.GENERATE_MANY = generate many
                        Kind.GENERATE_NOTED = generate noted
                        Kind.GENERATE_MANY_NOTED = generate many noted
                        Kind.ROTATE = rotate
                        Purpose.ROW = row
                        Purpose.AUDIT = audit
                        Purpose.VERIFY = verify
                        Purpose.SUM = sum
                        Purpose.MASK = mask
                        Purpose.FINGERPRINT = fingerprint
                        Purpose.SEAL = seal\s""");
    }

    @Test
    void actionsAndReasonsTakeTheirWordsFromHere() throws ReflectiveOperationException {
        assertThat(Arrays.stream(AuditAction.values()).map(action -> "Action." + action + " = " + action.word()))
                .containsExactlyElementsOf(words("Action"));
        assertThat(Arrays.stream(SystemReason.values()).map(reason -> "Reason." + reason + " = " + reason.word()))
                .containsExactlyElementsOf(words("Reason"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"audit-event@1", "audit-list@1"})
    void schemasAllowEveryAction(String schema) throws IOException {
        String text = Files.readString(Path.of("src/main/resources/schemas/" + schema + ".json"));
        String actions = text.substring(text.indexOf("\"init\""), text.indexOf(']', text.indexOf("\"init\"")));

        assertThat(matches(TEXT, actions))
                .containsExactly(Arrays.stream(AuditAction.values())
                        .map(AuditAction::word)
                        .toArray(String[]::new));
    }

    /** The index that finds revocations serves only queries with the words that it was made with. */
    @Test
    void indexOfRevocationsHasTheWordsOfTheQueries() throws IOException {
        assertThat(Files.readString(Path.of("src/main/resources/schema/002.sql")))
                .contains("action IN ('" + StoredWords.Action.REVOKE + "', '" + StoredWords.Action.UNDELIVERED + "')");
    }

    @Test
    void nobodyElseSpellsThem() throws IOException, ReflectiveOperationException {
        Set<String> tables = Set.of("token", "administrator", "head", "installation", "audit");
        Set<String> stored = new TreeSet<>();
        words().forEach(line -> stored.add(line.substring(line.indexOf(" = ") + 3)));
        List<String> found = new ArrayList<>();
        for (Path file : sources()) {
            String text = Files.readString(file);
            String name = MAIN.relativize(file).toString();
            if (text.contains("new CanonicalForm(\"")) {
                found.add(name + " spells the kind of a form");
            }
            for (String word : matches(TEXT, text)) {
                boolean below = BELOW.stream().anyMatch(room -> name.contains("/apikeys/" + room + "/"));
                if (below && stored.contains(word) && !tables.contains(word)) {
                    found.add(name + " spells \"" + word + "\"");
                }
            }
            for (String word : name.contains("/store/") ? matches(TEXT_IN_SQL, text) : List.<String>of()) {
                if (stored.contains(word)) {
                    found.add(name + " spells '" + word + "'");
                }
            }
            if (name.contains("/output/history/") && matches(TEXT, text).contains(StoredWords.Via.DIRECT)) {
                found.add(name + " compares with a word of its own");
            }
        }

        assertThat(found).as("use StoredWords instead").isEmpty();
    }

    private static List<Path> sources() throws IOException {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.endsWith("StoredWords.java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static List<String> words() throws ReflectiveOperationException {
        List<String> words = new ArrayList<>();
        for (String group : new String[] {"Action", "Detail", "Via", "Reason", "Kind", "Purpose"}) {
            words.addAll(words(group));
        }
        assertThat(StoredWords.class.getDeclaredClasses()).hasSize(6);
        return words;
    }

    private static List<String> words(String group) throws ReflectiveOperationException {
        List<String> words = new ArrayList<>();
        for (Field field :
                Class.forName(StoredWords.class.getName() + "$" + group).getDeclaredFields()) {
            if (Modifier.isPublic(field.getModifiers())) {
                words.add(group + "." + field.getName() + " = " + field.get(null));
            }
        }
        return words;
    }
}
