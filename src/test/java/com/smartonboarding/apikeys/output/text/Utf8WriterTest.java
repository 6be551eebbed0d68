package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.token.ListFormat;
import com.smartonboarding.apikeys.output.token.Samples;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Utf8WriterTest {
    @Test
    void aCharacterOfTwoHalvesSurvivesTheEdgeOfTheBuffer() {
        String text = "a" + "👍".repeat(40_000);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Utf8Writer writer = new Utf8Writer(out);

        writer.write(text);
        text.chars().forEach(writer::write);
        writer.write(text.toCharArray(), 1, 4);
        writer.flush();

        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo(text + text + "👍👍");
    }

    @Test
    void aFullDiskIsToldAtTheLatestAtTheEnd() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        for (ListFormat format : ListFormat.values()) {
            TokenPrinter printer = format.printer(full, TokenField.DEFAULT_COLUMNS, true, Terminal.NONE, Palette.NONE);
            printer.begin();
            printer.print(Samples.view(Samples.active()));

            assertThatThrownBy(printer::end)
                    .as(format.name())
                    .isInstanceOf(UncheckedIOException.class)
                    .hasRootCauseMessage("No space left on device");
        }
    }
}
