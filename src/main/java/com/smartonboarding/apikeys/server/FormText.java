package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Parameters in the form {@code application/x-www-form-urlencoded}, of a query or of a body. It is read strictly: each
 * percent sign begins two hexadecimal digits, all other characters are printable ASCII, and the bytes are UTF-8.
 */
final class FormText {
    /** The most parameters that a body may have. */
    static final int MOST = 32;

    private static final int HEX = 16;

    /** The characters that stand for themselves. */
    private static final AsciiSet PLAIN = AsciiSet.range('!', '~').without("%+");

    private final Map<String, String> values = new HashMap<>();

    private FormText() {}

    /** The parameters of a body. None may be repeated (RFC 6749, 3.2). */
    static FormText ofBody(String body) {
        FormText form = new FormText();
        for (String part : parts(body)) {
            if (form.values.size() == MOST) {
                throw RefusedException.badRequest("The body has more than " + MOST + " parameters.");
            }
            Optional<String> name = decoded(nameIn(part));
            Optional<String> value = decoded(valueIn(part));
            if (name.isEmpty() || value.isEmpty()) {
                throw RefusedException.badRequest("The body is not application/x-www-form-urlencoded in UTF-8.");
            }
            if (form.values.put(name.get(), value.get()) != null) {
                throw RefusedException.badRequest("The body has a parameter more than once.");
            }
        }
        return form;
    }

    /**
     * The values that a query has for this parameter, in their order. The values of other parameters are not even decoded,
     * because some proxies pass the query of the client on, which may have any encoding.
     *
     * @param others gets the names of the other parameters, except those with another encoding
     */
    static List<String> inQuery(String query, String parameter, Consumer<String> others) {
        List<String> values = new ArrayList<>();
        for (String part : parts(query)) {
            String name = decoded(nameIn(part)).orElse(null);
            if (name != null && !name.equals(parameter)) {
                others.accept(name);
            } else if (name != null) {
                values.add(decoded(valueIn(part))
                        .orElseThrow(() -> RefusedException.badRequest(
                                "The parameter " + parameter + " of the query is not percent-encoded UTF-8.")));
            }
        }
        return values;
    }

    /** The value of this parameter; empty if it is missing or has no value, which is the same (RFC 6749, 3.2). */
    Optional<String> value(String parameter) {
        return Optional.ofNullable(values.get(parameter)).filter(value -> !value.isEmpty());
    }

    /** Whether it has this parameter, with or without a value. */
    boolean has(String parameter) {
        return values.containsKey(parameter);
    }

    /** The text without its encoding; empty if it is not encoded in this way. */
    static Optional<String> decoded(String text) {
        if (PLAIN.hasAll(text)) {
            return Optional.of(text);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character == '%') {
                int value = i + 2 < text.length() ? hex(text.charAt(i + 1)) * HEX + hex(text.charAt(i + 2)) : -1;
                if (value < 0 || hex(text.charAt(i + 2)) < 0) {
                    return Optional.empty();
                }
                bytes.write(value);
                i += 2;
            } else if (character > ' ' && character <= '~') {
                bytes.write(character == '+' ? ' ' : character);
            } else {
                return Optional.empty();
            }
        }
        return utf8(bytes.toByteArray());
    }

    /** The text of these bytes; empty if they are not UTF-8. */
    static Optional<String> utf8(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static int hex(char digit) {
        return digit <= '~' ? Character.digit(digit, HEX) : -1;
    }

    private static List<String> parts(String text) {
        List<String> parts = new ArrayList<>();
        for (String part : text.split("&", -1)) {
            if (!part.isEmpty()) {
                parts.add(part);
            }
        }
        return parts;
    }

    private static String nameIn(String part) {
        int equals = part.indexOf('=');
        return equals < 0 ? part : part.substring(0, equals);
    }

    private static String valueIn(String part) {
        return part.substring(Math.min(part.length(), nameIn(part).length() + 1));
    }
}
