package com.smartonboarding.apikeys.store.engine;

import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlParser;
import org.jdbi.v3.core.statement.StatementContext;

/**
 * Finds {@code :name} in our statements, outside quotes and comments. The parser of JDBI is a grammar for every
 * dialect, and setting it up takes longer than the statements.
 */
public final class NamedParameters implements SqlParser {
    @Override
    public ParsedSql parse(String sql, StatementContext context) {
        ParsedSql.Builder parsed = ParsedSql.builder();
        int start = 0;
        boolean quoted = false;
        for (int i = 0; i < sql.length(); i++) {
            if (sql.charAt(i) == '\'') {
                quoted = !quoted;
            } else if (!quoted && sql.startsWith("--", i)) {
                int end = sql.indexOf('\n', i);
                i = end < 0 ? sql.length() : end;
            } else if (sql.charAt(i) == ':' && !quoted) {
                int end = i + 1;
                while (end < sql.length() && Character.isJavaIdentifierPart(sql.charAt(end))) {
                    end++;
                }
                parsed.append(sql.substring(start, i)).appendNamedParameter(sql.substring(i + 1, end));
                start = end;
                i = end - 1;
            }
        }
        return parsed.append(sql.substring(start)).build();
    }

    @Override
    public String nameParameter(String name, StatementContext context) {
        return ":" + name;
    }
}
