package com.smartonboarding.apikeys.output.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import com.smartonboarding.apikeys.output.text.SafeText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON that is safe to show on a terminal, written piece by piece. A failing writer throws an
 * {@link UncheckedIOException}. Several documents may follow one another.
 */
public final class JsonText {
    private final Writer out;
    private final JsonWriter json;

    /** Writes one piece of JSON. */
    private interface Piece {
        void write() throws IOException;
    }

    private JsonText(Writer out, FormattingStyle style) {
        this.out = out;
        json = new JsonWriter(new JsonEscapes(out));
        json.setFormattingStyle(style);
        json.setStrictness(Strictness.LENIENT); // otherwise gson refuses a second document
    }

    /** JSON laid out for reading, indented by two spaces. */
    public static JsonText indented(Writer out) {
        return new JsonText(out, FormattingStyle.PRETTY);
    }

    /** JSON with every document on one line. */
    public static JsonText compact(Writer out) {
        return new JsonText(out, FormattingStyle.COMPACT);
    }

    /** Begins an object: the document itself, or an element of an array. */
    public JsonText beginObject() {
        return write(json::beginObject);
    }

    /** Begins an object that is a member of the current one. */
    public JsonText beginObject(String name) {
        return write(() -> json.name(name).beginObject());
    }

    /** Ends an object. */
    public JsonText endObject() {
        return write(json::endObject);
    }

    /** Begins an array that is a member of the current object. */
    public JsonText beginArray(String name) {
        return write(() -> json.name(name).beginArray());
    }

    /** Ends an array. */
    public JsonText endArray() {
        return write(json::endArray);
    }

    /** A member that is a string, or null. */
    public JsonText member(String name, @Nullable String value) {
        return write(() -> json.name(name).value(value));
    }

    /** A member that is null. */
    public JsonText nothing(String name) {
        return write(() -> json.name(name).nullValue());
    }

    /** A member that is true or false. */
    public JsonText member(String name, boolean value) {
        return write(() -> json.name(name).value(value));
    }

    /** A member that is a whole number. */
    public JsonText member(String name, long value) {
        return write(() -> json.name(name).value(value));
    }

    /** A member that is a whole number, or null. */
    public JsonText member(String name, @Nullable Long value) {
        return write(() -> json.name(name).value(value));
    }

    /** A member that is a decimal number. */
    public JsonText member(String name, BigDecimal value) {
        return write(() -> json.name(name).value(value));
    }

    /** A member that is an array of strings. */
    public JsonText member(String name, List<String> values) {
        beginArray(name);
        values.forEach(this::value);
        return endArray();
    }

    /** A member that is an object whose members are strings. */
    public JsonText member(String name, Map<String, String> values) {
        beginObject(name);
        values.forEach(this::member);
        return endObject();
    }

    /** A string: a document, or an element of an array. */
    public JsonText value(String value) {
        return write(() -> json.value(value));
    }

    /** Ends a document with a line feed. */
    public JsonText endDocument() {
        return write(() -> out.write('\n'));
    }

    private JsonText write(Piece piece) {
        try {
            piece.write();
            return this;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Whether nothing in a string must be escaped for JSON or for a terminal. */
    public static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (!SafeText.isPlain(character) || character == '"' || character == '\\') {
                return false;
            }
        }
        return true;
    }
}
