package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.sql.SQLException;

/**
 * The columns of the table {@code audit}, how an event is written to them, and how it is read from them. They are declared
 * in the order in which the chain takes them.
 */
final class AuditRow {
    private static final Table AUDIT = new Table("audit");

    private static final Column SEQUENCE = AUDIT.column("sequence");
    private static final Column AT = AUDIT.column("at");
    private static final Column CLOCK_REGRESSED = AUDIT.column("clock_regressed");
    private static final Column ACTION = AUDIT.column("action");
    private static final Column DENIED = AUDIT.column("denied");
    private static final Column TOKEN_ID = AUDIT.column("token_id");
    private static final Column DETAIL = AUDIT.column("detail");
    private static final Column ACTOR_UID = AUDIT.column("actor_uid");
    private static final Column ACTOR_NAME = AUDIT.column("actor_name");
    private static final Column ACCOUNT_UID = AUDIT.column("account_uid");
    private static final Column VIA = AUDIT.column("via");
    private static final Column LOGIN_UID = AUDIT.column("login_uid");
    private static final Column TERMINAL = AUDIT.column("terminal");
    private static final Column TOOL_VERSION = AUDIT.column("tool_version");
    static final Column MAC = AUDIT.column("mac");

    static final String SELECT = "SELECT " + AUDIT.list() + " FROM audit WHERE ";
    static final String INSERT = AUDIT.insert();

    private AuditRow() {}

    /** The values of every column but the MAC. */
    static Row of(AuditEvent event) {
        AuditActor actor = event.actor();
        return new Row(AUDIT)
                .set(SEQUENCE, event.sequence())
                .set(AT, event.at())
                .set(CLOCK_REGRESSED, event.clockRegressed())
                .set(ACTION, event.action())
                .set(DENIED, event.denied())
                .set(TOKEN_ID, event.tokenId())
                .set(DETAIL, event.detail())
                .set(ACTOR_UID, actor.uid())
                .set(ACTOR_NAME, actor.name())
                .set(ACCOUNT_UID, actor.account())
                .set(VIA, actor.via())
                .set(LOGIN_UID, actor.loginUid())
                .set(TERMINAL, actor.terminal())
                .set(TOOL_VERSION, actor.toolVersion());
    }

    /** The event in a row whose MAC was not checked. */
    static AuditEvent event(Cells row) throws SQLException {
        AuditActor actor = new AuditActor(
                ACTOR_UID.number(row),
                ACTOR_NAME.text(row),
                ACCOUNT_UID.number(row),
                VIA.text(row),
                LOGIN_UID.numberOrNull(row),
                TERMINAL.textOrNull(row),
                TOOL_VERSION.text(row));
        return new AuditEvent(
                SEQUENCE.number(row),
                AT.time(row),
                CLOCK_REGRESSED.isTrue(row),
                ACTION.text(row),
                DENIED.isTrue(row),
                TOKEN_ID.textOrNull(row),
                DETAIL.textOrNull(row),
                actor);
    }
}
