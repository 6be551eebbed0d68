package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Every id is there, in an order that the first characters decide. */
class FileOrderTest {
    @Test
    void idsAreInTheOrderOfTheirBeginnings() {
        Random random = new Random(1);
        List<String> ids = new ArrayList<>(List.of("", "a", "aaaaaZ", "aaaaaA", "000000000000", "zzzzzzzzzzzz"));
        for (int i = 0; i < 50_000; i++) {
            ids.add(TokenCode.draw(random).id());
        }

        List<String> ordered = FileOrder.of(ids);

        assertThat(ordered.stream().sorted())
                .containsExactlyElementsOf(ids.stream().sorted().toList());
        assertThat(ordered.stream().map(FileOrderTest::beginning)).isSorted();
        assertThat(FileOrder.of(List.of())).isEmpty();
    }

    private static String beginning(String id) {
        return id.substring(0, Math.min(id.length(), 5));
    }
}
