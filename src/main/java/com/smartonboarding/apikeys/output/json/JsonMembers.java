package com.smartonboarding.apikeys.output.json;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object that another program wrote (RFC 8259): strings, and arrays of strings. Every deviation
 * is a problem, also what the RFC leaves open, such as two members of one name.
 */
public final class JsonMembers {
    private final Map<String, String> strings = new HashMap<>();
    private final Map<String, List<String>> arrays = new HashMap<>();
    private @Nullable String problem;

    private JsonMembers() {}

    /**
     * Reads an object.
     *
     * @param stringNames the names of the members that may be there and are strings
     * @param arrayNames the names of the members that may be there and are arrays of strings
     */
    public static JsonMembers read(String text, Collection<String> stringNames, Collection<String> arrayNames) {
        JsonMembers members = new JsonMembers();
        JsonReader json = new JsonReader(new StringReader(text));
        json.setStrictness(Strictness.STRICT);
        try {
            members.readAll(json, stringNames, arrayNames);
            return members;
        } catch (IOException e) {
            // A part of what was read may be wrong, too.
            JsonMembers none = new JsonMembers();
            none.problem = "This is not a valid JSON object.";
            return none;
        }
    }

    /** Why the object cannot be used, in a sentence that repeats nothing of it; null if nothing is wrong. */
    public @Nullable String problem() {
        return problem;
    }

    /** The string with this name; null if it is missing or there twice. */
    public @Nullable String string(String name) {
        return strings.get(name);
    }

    /** The array with this name; empty if it is missing. */
    public List<String> array(String name) {
        return arrays.getOrDefault(name, List.of());
    }

    private void readAll(JsonReader json, Collection<String> stringNames, Collection<String> arrayNames)
            throws IOException {
        Set<String> seen = new HashSet<>();
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw new IOException("another value");
        }
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            boolean isString = stringNames.contains(name);
            if (!isString && !arrayNames.contains(name)) {
                refuse("A member has an unknown name. The names are: " + String.join(", ", stringNames) + ", "
                        + String.join(", ", arrayNames) + ".");
                json.skipValue();
            } else if (!seen.add(name)) {
                refuse("The member '" + name + "' is there twice.");
                strings.remove(name); // nobody can say which one counts
                json.skipValue();
            } else if (isString) {
                readString(json, name);
            } else {
                readArray(json, name);
            }
        }
        json.endObject();
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw new IOException("something after the object");
        }
    }

    private void readString(JsonReader json, String name) throws IOException {
        if (json.peek() == JsonToken.STRING) {
            strings.put(name, json.nextString());
        } else {
            refuse("The member '" + name + "' is not a string.");
            json.skipValue();
        }
    }

    private void readArray(JsonReader json, String name) throws IOException {
        if (json.peek() != JsonToken.BEGIN_ARRAY) {
            refuse("The member '" + name + "' is not an array of strings.");
            json.skipValue();
            return;
        }
        List<String> values = new ArrayList<>();
        json.beginArray();
        while (json.hasNext()) {
            if (json.peek() == JsonToken.STRING) {
                values.add(json.nextString());
            } else {
                refuse("The member '" + name + "' is not an array of strings.");
                json.skipValue();
            }
        }
        json.endArray();
        arrays.put(name, values);
    }

    /** The first problem counts. */
    private void refuse(String why) {
        if (problem == null) {
            problem = why;
        }
    }
}
