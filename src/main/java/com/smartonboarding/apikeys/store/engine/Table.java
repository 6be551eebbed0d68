package com.smartonboarding.apikeys.store.engine;

import java.util.ArrayList;
import java.util.List;

/**
 * A table and its columns, each declared once. SELECT and INSERT list the columns in the order of their declaration, and
 * the MAC of a row takes the values in this order.
 */
public final class Table {
    private final String name;
    private final List<Column> columns = new ArrayList<>();
    private final List<Column> changing = new ArrayList<>();

    public Table(String name) {
        this.name = name;
    }

    /** Declares the next column, which keeps the value that its row was inserted with. */
    public Column column(String column) {
        Column declared = new Column(column, columns.size() + 1);
        columns.add(declared);
        return declared;
    }

    /** Declares the next column, whose value {@link #update} can change. */
    public Column changing(String column) {
        Column declared = column(column);
        changing.add(declared);
        return declared;
    }

    /** A column that a query selects after those of this table. */
    public Column after(String column, int howMany) {
        return new Column(column, columns.size() + howMany);
    }

    /** The columns, for SELECT. */
    public String list() {
        StringBuilder list = new StringBuilder();
        for (Column column : columns) {
            list.append(list.isEmpty() ? "" : ", ").append(name).append('.').append(column.name());
        }
        return list.toString();
    }

    /** The statement that inserts a row. */
    public String insert() {
        StringBuilder names = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (Column column : columns) {
            names.append(names.isEmpty() ? "" : ", ").append(column.name());
            values.append(values.isEmpty() ? ":" : ", :").append(column.name());
        }
        return "INSERT INTO " + name + " (" + names + ") VALUES (" + values + ")";
    }

    /** The statement that updates the columns that can change, without a condition. */
    public String update() {
        StringBuilder set = new StringBuilder();
        for (Column column : changing) {
            set.append(set.isEmpty() ? "" : ", ")
                    .append(column.name())
                    .append(" = :")
                    .append(column.name());
        }
        return "UPDATE " + name + " SET " + set;
    }

    List<Column> columns() {
        return columns;
    }

    List<Column> changing() {
        return changing;
    }
}
