package com.smartonboarding.apikeys.store.completion;

import com.smartonboarding.apikeys.model.LabelClaim;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Table;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The unchecked row of a token, with what decides whether its token is meant and offered. */
record CandidateRow(Candidate token, LabelClaim claim, boolean sealed) {
    private static final Table TOKEN = new Table("token");

    private static final Column ID = TOKEN.column("id");
    private static final Column LABEL = TOKEN.column("label");
    private static final Column CREATED_AT = TOKEN.column("created_at");
    private static final Column REVOKED_AT = TOKEN.column("revoked_at");
    private static final Column EXPIRES_AT = TOKEN.column("expires_at");
    private static final Column DISABLED_AT = TOKEN.column("disabled_at");
    private static final Column SUCCESSOR_ID = TOKEN.column("successor_id");
    private static final Column SHORTENED_AT = TOKEN.column("shortened_at");

    private static final Column SEALED = TOKEN.after("sealed", 1);
    private static final Column LAST_ACCESSED_AT = TOKEN.after("last_accessed_at", 2);
    private static final Column SUCCESSOR_LIVES = TOKEN.after("successor_lives", 3);

    /** Ends with WHERE; a condition must follow. */
    static final String SELECT = "SELECT " + TOKEN.list() + """
            , seal IS NOT NULL,
                (SELECT last_accessed_at FROM token_access WHERE token_id = id),
                (SELECT revoked_at IS NULL FROM token AS successor WHERE successor.id = token.successor_id)
            FROM token WHERE\s""";

    static CandidateRow of(Cells row, Instant now) throws SQLException {
        String id = ID.text(row);
        Instant createdAt = CREATED_AT.time(row);
        Status status = Status.of(
                REVOKED_AT.timeOrNull(row) != null,
                DISABLED_AT.timeOrNull(row) != null,
                EXPIRES_AT.timeOrNull(row),
                now);
        String successorId = SUCCESSOR_ID.textOrNull(row);
        Succession succession =
                successorId == null ? null : new Succession(successorId, SHORTENED_AT.timeOrNull(row), null);
        boolean successorLives = SUCCESSOR_LIVES.isTrue(row);
        return new CandidateRow(
                new Candidate(LABEL.text(row), id, status, LAST_ACCESSED_AT.timeOrNull(row)),
                LabelClaim.of(id, createdAt, status, succession, successor -> successorLives),
                SEALED.isTrue(row));
    }

    void addTo(List<Candidate> found, Candidates.Filter filter) {
        if (filter != Candidates.Filter.RECOVERABLE || sealed) {
            found.add(token);
        }
    }
}
