package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Utf8Writer;

/** Only the ids, one per line, for {@code xargs}. */
final class IdPrinter implements TokenPrinter {
    private final Utf8Writer out;

    IdPrinter(Utf8Writer out) {
        this.out = out;
    }

    @Override
    public void begin() {
        // There is no header.
    }

    @Override
    public void print(TokenView token) {
        out.write(SafeText.tsv(token.token().id()));
        out.write('\n');
    }

    @Override
    public void end() {
        out.flush();
    }
}
