package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.statement.SqlStatement;
import org.jspecify.annotations.Nullable;

/** The values that a row has, or shall have. What is not set is NULL. */
public final class Row {
    private final Table table;
    private final @Nullable Object[] values;

    /** A row of this table without values. */
    public Row(Table table) {
        this.table = table;
        this.values = new Object[table.columns().size()];
    }

    public Row set(Column column, @Nullable String text) {
        return put(column, text);
    }

    public Row set(Column column, @Nullable Long number) {
        return put(column, number);
    }

    public Row set(Column column, byte @Nullable [] bytes) {
        return put(column, bytes);
    }

    public Row set(Column column, @Nullable Instant time) {
        return put(column, time == null ? null : (Long) time.toEpochMilli());
    }

    public Row set(Column column, boolean value) {
        return put(column, value ? 1L : 0L);
    }

    private Row put(Column column, @Nullable Object value) {
        values[column.place() - 1] = value;
        return this;
    }

    /** The bytes that were set. */
    public byte[] bytes(Column column) {
        return (byte[]) Column.present(values[column.place() - 1]);
    }

    /** Whether any of these columns has a value. */
    public boolean hasAny(List<Column> columns) {
        for (Column column : columns) {
            if (values[column.place() - 1] != null) {
                return true;
            }
        }
        return false;
    }

    /** What the MAC of this row is over: the kind, then the values of all columns before the one with the MAC. */
    public CanonicalForm before(Column mac, String kind) {
        return add(new CanonicalForm(kind), table.columns().subList(0, mac.place() - 1));
    }

    /** Adds the values of these columns to a form. */
    public CanonicalForm add(CanonicalForm form, List<Column> columns) {
        for (Column column : columns) {
            Object value = values[column.place() - 1];
            if (value instanceof String text) {
                form.add(text);
            } else if (value instanceof Long number) {
                form.add(number);
            } else {
                form.add((byte[]) value);
            }
        }
        return form;
    }

    /** Binds every column, for {@link Table#insert}. */
    public <T extends SqlStatement<T>> T bindAll(T statement) {
        return bind(statement, table.columns());
    }

    /** Binds the columns that can change, for {@link Table#update}. */
    public <T extends SqlStatement<T>> T bindChanging(T statement) {
        return bind(statement, table.changing());
    }

    private <T extends SqlStatement<T>> T bind(T statement, List<Column> columns) {
        for (Column column : columns) {
            // By the type: for a mere object, JDBI would first look for annotations of its class.
            Object value = values[column.place() - 1];
            if (value instanceof Long number) {
                statement.bind(column.name(), number);
            } else if (value instanceof byte[] bytes) {
                statement.bind(column.name(), bytes);
            } else { // a text, or NULL, which has no type in SQLite
                statement.bind(column.name(), (String) value);
            }
        }
        return statement;
    }
}
