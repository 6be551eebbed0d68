package com.smartonboarding.apikeys.store.completion;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.store.Connections;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.schema.Header;
import com.smartonboarding.apikeys.store.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;

/**
 * Finds what the beginning of a word may mean, in a database whose files were found safe. It only reads, by plain JDBC,
 * and gives up early, because a person waits. What it does not find in time is not offered.
 */
public final class Candidates implements AutoCloseable {
    /** Which of the matching tokens a command takes. */
    public enum Filter {
        /** The tokens that authenticate. */
        ACTIVE("revoked_at IS NULL AND disabled_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"),
        /** The tokens that authenticate, or would if they were enabled. */
        CURRENT("revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)"),
        /** The tokens that can be enabled. */
        DISABLED("revoked_at IS NULL AND disabled_at IS NOT NULL"),
        /** The tokens whose code can be shown. A revoked token has no code any more. */
        RECOVERABLE("revoked_at IS NULL"),
        /** All tokens. */
        ALL("1");

        private final String condition;

        Filter(String condition) {
            this.condition = condition;
        }
    }

    /** From this number on, shells ask whether to list them all. */
    public static final int MOST = 99;

    private static final Duration BUSY_TIMEOUT = Duration.ofMillis(100);
    private static final long LONGEST_QUERY = Duration.ofMillis(120).toNanos();

    /** Our values are shorter, in bytes. SQLite does not even read a longer one. */
    private static final int LONGEST_VALUE = 1 << 20;

    private static final int STEPS_BETWEEN_LOOKS = 10_000;

    /** Sorts after every text with the same beginning. It is no character, so no text holds it. */
    private static final String LAST = "\udbff\udfff";

    private final Connection connection;
    private final Instant now;
    private long end;

    private Candidates(Path file, Instant now) throws SQLException {
        this.now = now;
        SQLiteConfig config = new SQLiteConfig();
        config.setPragma(SQLiteConfig.Pragma.LIMIT_LENGTH, String.valueOf(LONGEST_VALUE));
        this.end = System.nanoTime() + LONGEST_QUERY;
        this.connection = new Connections(file, BUSY_TIMEOUT)
                .connect(
                        false,
                        config,
                        opened -> ProgressHandler.setHandler(opened, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                            @Override
                            protected int progress() {
                                return System.nanoTime() < end ? 0 : 1;
                            }
                        }));
    }

    /** Opens an existing database. If the schema is not ours, nothing is read from it. */
    public static Candidates open(Path file, Instant now) {
        Header.check(file);
        Candidates candidates = null;
        try {
            candidates = new Candidates(file, now);
            candidates.requireOurs(file);
            return candidates;
        } catch (SQLException | Failure e) {
            if (candidates != null) {
                candidates.close();
            }
            throw new StorageException(file + " could not be opened.", e);
        }
    }

    private void requireOurs(Path file) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (PreparedStatement version = connection.prepareStatement("PRAGMA user_version");
                PreparedStatement schema = connection.prepareStatement(Schema.LINES)) {
            ResultSet row = schema.executeQuery();
            while (row.next() && lines.size() < MOST) {
                lines.add(String.valueOf(row.getString(1)));
            }
            if (!Schema.isFingerprint(version.executeQuery().getInt(1), Schema.fingerprint(lines))) {
                throw IntegrityException.tampered(file + " has a different schema.");
            }
        }
    }

    /**
     * The tokens that are meant by labels with this beginning, sorted by label. If there are too many, only the first
     * and the last: the shell inserts the common prefix, and in sorted order these two determine it.
     */
    public List<Candidate> labelled(Filter filter, String prefix) {
        List<Candidate> found = new ArrayList<>();
        if (!addLabelled(found, filter, prefix, "label", MOST - 1)) {
            int first = found.size();
            addLabelled(found, filter, prefix, "label DESC", first + 1);
            if (found.size() == first) {
                found.clear(); // the common prefix of all is unknown
            }
        }
        return found;
    }

    /** Adds up to the limit; returns whether these were all. */
    private boolean addLabelled(List<Candidate> found, Filter filter, String prefix, String order, int most) {
        // A label may mean a token without a code, so the tokens that have none are read as well.
        String condition = filter == Filter.RECOVERABLE ? Filter.ALL.condition : filter.condition;
        String sql = CandidateRow.SELECT + "label >= ? AND label < ? AND " + condition + " ORDER BY " + order;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSet row = execute(statement, filter, prefix);
            CandidateRow meant = null;
            while (row.next()) {
                CandidateRow next = CandidateRow.of(Cells.of(row), now);
                if (meant != null && !meant.token().label().equals(next.token().label())) {
                    meant.addTo(found, filter);
                    meant = null;
                    if (found.size() == most) {
                        return false;
                    }
                }
                meant = meant == null || next.claim().compareTo(meant.claim()) > 0 ? next : meant;
            }
            if (meant != null) {
                meant.addTo(found, filter);
            }
            return true;
        } catch (SQLException e) {
            return false; // the time was up, or the rest cannot be read
        }
    }

    /** The tokens whose ids have this beginning, sorted by id. If there are too many, only the first and the last. */
    public List<Candidate> withId(Filter filter, String prefix) {
        List<Candidate> found = new ArrayList<>();
        if (addWithId(found, filter, prefix, "id", MOST - 1) == MOST - 1) {
            addWithId(found, filter, prefix, "id DESC", 1);
        }
        return found;
    }

    /** Adds the tokens of at most this many rows; returns the number of rows. */
    private int addWithId(List<Candidate> found, Filter filter, String prefix, String order, int most) {
        String sql = CandidateRow.SELECT + "id >= ? AND id < ? AND " + filter.condition + " ORDER BY " + order
                + " LIMIT " + most;
        int rows = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            ResultSet row = execute(statement, filter, prefix);
            for (; row.next(); rows++) {
                CandidateRow.of(Cells.of(row), now).addTo(found, filter);
            }
        } catch (SQLException e) {
            found.clear();
        }
        return rows;
    }

    /** The scopes with this beginning, of as many tokens as can be read in time. */
    public Iterable<String> scopes(String prefix) {
        return words("SELECT DISTINCT scopes FROM token", " ", prefix);
    }

    /** The System Administrators whose login names have this beginning. */
    public Iterable<String> administrators(String prefix) {
        return words("SELECT name FROM administrator", " ", prefix);
    }

    /** Whether this user has the role, under the login name that the role was given to. */
    public boolean isAdministrator(User user) {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT 1 FROM administrator WHERE uid = ? AND name = ?")) {
            statement.setLong(1, user.uid());
            statement.setString(2, user.name());
            return statement.executeQuery().next();
        } catch (SQLException e) {
            return false;
        }
    }

    /** The owners with this beginning, of as many tokens as can be read in time. */
    public Iterable<String> owners(String prefix) {
        return words("SELECT DISTINCT owner FROM token WHERE owner IS NOT NULL", "\n", prefix);
    }

    /** The words with this beginning, in texts where they are separated like this. */
    private Iterable<String> words(String sql, String separator, String prefix) {
        TreeSet<String> found = new TreeSet<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            end = System.nanoTime() + LONGEST_QUERY;
            ResultSet row = statement.executeQuery();
            while (found.size() < MOST && row.next()) {
                for (String word : row.getString(1).split(separator, -1)) {
                    if (!word.isEmpty() && word.startsWith(prefix)) {
                        found.add(word);
                    }
                }
            }
        } catch (SQLException e) {
            // The time was up, or the rest cannot be read.
        }
        return found;
    }

    private ResultSet execute(PreparedStatement statement, Filter filter, String prefix) throws SQLException {
        statement.setString(1, prefix);
        statement.setString(2, prefix + LAST);
        if (filter == Filter.ACTIVE || filter == Filter.CURRENT) {
            statement.setLong(3, now.toEpochMilli());
        }
        end = System.nanoTime() + LONGEST_QUERY;
        return statement.executeQuery();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            // It could only read, so nothing can be lost.
        }
    }
}
