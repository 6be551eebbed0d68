package com.smartonboarding.apikeys.store.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.ParsedSql;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jdbi.v3.core.statement.StatementContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamedParametersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "BEGIN IMMEDIATE",
                "SELECT * FROM audit WHERE sequence = :sequence",
                "UPDATE token SET label = :label, mac=:mac WHERE id=:id",
                ":a,:b :c(:d)",
                "WHERE id >= :prefix AND id < :prefix || 'zz:no' ORDER BY id LIMIT :most",
                "SELECT 'it''s :not', :glob10 OR label GLOB :glob1",
                "SELECT ':', ''':x', :createdByName",
                "VALUES (1, '', :seal)",
                "a -- it's :not\n= :b -- :nor",
            })
    void areFoundAsJdbiFindsThem(String sql) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Handle handle = Jdbi.open(connection)) {
            StatementContext context = handle.createQuery(sql).getContext();

            ParsedSql parsed = new NamedParameters().parse(sql, context);

            assertThat(parsed)
                    .isEqualTo(
                            handle.getConfig(SqlStatements.class).getSqlParser().parse(sql, context));
        }
    }

    @Test
    void keepTheirOrderAndComeMoreThanOnce() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
                Handle handle = Jdbi.open(connection)) {
            ParsedSql parsed = new NamedParameters()
                    .parse("a :b c :a :b", handle.createQuery("").getContext());

            assertThat(parsed.getSql()).isEqualTo("a ? c ? ?");
            assertThat(parsed.getParameters().getParameterNames()).isEqualTo(List.of("b", "a", "b"));
        }
    }
}
