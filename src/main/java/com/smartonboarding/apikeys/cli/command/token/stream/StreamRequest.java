package com.smartonboarding.apikeys.cli.command.token.stream;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.json.JsonMembers;
import com.smartonboarding.apikeys.secret.Redactor;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one line of a stream asks.
 *
 * @param presentation the code, with what it must be good for; null if the line cannot be used
 * @param id what the caller calls the request; null if it has no name
 * @param problem why the line cannot be used, in a sentence that repeats nothing of it; null if it can
 */
record StreamRequest(
        @Nullable Presentation presentation,
        @Nullable String id,
        @Nullable String problem) {
    /** The longest id of a request, in code points. */
    private static final int LONGEST_ID = 128;

    private static final String CODE = "code";
    private static final String SCOPES = "scopes";
    private static final String FROM = "from";
    private static final String ID = "id";

    /** Whether a line, in ISO 8859-1, has a JSON object. */
    static boolean isJson(String line) {
        return !line.isEmpty() && line.charAt(0) == '{';
    }

    /** The request in a line with a code. */
    static StreamRequest ofCode(String code, List<String> scopes, @Nullable String from) {
        return new StreamRequest(new Presentation(code, scopes, from), null, null);
    }

    /**
     * The request in a line with a JSON object, given in ISO 8859-1.
     *
     * @param scopes the scopes that the token must have beside those in the line
     * @param from the address of the client if the line has none
     */
    static StreamRequest ofJson(String line, List<String> scopes, @Nullable String from) {
        if (line.length() > CodeLines.LONGEST_JSON) {
            return refused("The line is longer than " + CodeLines.LONGEST_JSON / 1024 + " KiB.", null);
        }
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            return refused("The line is not valid UTF-8.", null);
        }
        return of(JsonMembers.read(text, List.of(CODE, FROM, ID), List.of(SCOPES)), scopes, from);
    }

    private static StreamRequest of(JsonMembers members, List<String> scopes, @Nullable String from) {
        String id = members.string(ID);
        if (id != null && (id.codePointCount(0, id.length()) > LONGEST_ID || Redactor.holdsCode(id))) {
            return refused("The id is longer than " + LONGEST_ID + " characters, or contains a token code.", null);
        }
        String problem = members.problem();
        String code = members.string(CODE);
        if (problem != null || code == null) {
            return refused(problem == null ? "The member '" + CODE + "' is missing." : problem, id);
        }
        String address = members.string(FROM);
        if (address != null && Redactor.holdsCode(address)) {
            return refused("The address contains a token code.", id);
        }
        List<String> wanted = new ArrayList<>(scopes);
        wanted.addAll(members.array(SCOPES));
        try {
            return new StreamRequest(
                    new Presentation(code, TextRules.scopes(wanted), address == null ? from : address), id, null);
        } catch (UsageException e) {
            return refused(e.fact(), id);
        }
    }

    private static StreamRequest refused(String problem, @Nullable String id) {
        return new StreamRequest(null, id, problem);
    }
}
