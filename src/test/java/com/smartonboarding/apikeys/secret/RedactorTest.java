package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String CODE = "sok_7Kq2mZ0aLx3P_0123456789abcdefABCDEFghijklmnop012345";

    private final Random random = new Random(20261123);

    @Test
    void secretOfACodeIsMaskedWhereverItStands() {
        for (int i = 0; i < 2_000; i++) {
            String code = TokenCode.draw(random).reveal();
            for (String frame : new String[] {"%s", "'%s'", "label=%s.", "x\n%s\ny", "%s%1$s", "\u00e4%s\u00e4"}) {
                String masked = Redactor.mask(frame.formatted(code));
                assertThat(masked).doesNotContain(code.substring(17)).contains("[redacted]");
            }
        }
    }

    @Test
    void keysInBase64AreMasked() {
        byte[] key = new byte[32];
        int shown = 0;
        for (int i = 0; i < 1000; i++) {
            random.nextBytes(key);
            String text = Base64.getEncoder().encodeToString(key);
            shown += Redactor.mask(text).equals(text) ? 1 : 0;
        }
        // A plus or slash inside a key splits it into runs that are too short to be told from words.
        assertThat(shown).isLessThan(300);
    }

    @Test
    void idOfTheCodeStays() {
        assertThat(Redactor.mask("x " + CODE + " y")).isEqualTo("x sok_7Kq2mZ0aLx3P_[redacted] y");
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 26, 32, 38})
    void piecesOfASecretAreMasked(int length) {
        int missed = 0;
        for (int i = 0; i < 20_000; i++) {
            String secret = TokenCode.draw(random).reveal().substring(17);
            int start = random.nextInt(secret.length() - length + 1);
            String piece = secret.substring(start, start + length);
            missed += Redactor.mask("No token has the label '" + piece + "'.").contains(piece) ? 1 : 0;
        }
        assertThat(missed).as("pieces out of 20,000 that look like words").isLessThan(length < 32 ? 120 : 20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"%s", "%%5F", "%%5f", "%%255F", "\\_", "\\u005f", "\\\\u005F", "\\x5f", "&#95;", "&#x5F;", "=5F"
            })
    void secretBehindAnEscapedUnderscoreIsMaskedAndIsACode(String underscore) {
        for (int length = 1; length <= 38; length++) {
            String secret = CODE.substring(17, 17 + length);
            String text = "?t="
                    + CODE.substring(0, 17)
                            .replace("_", underscore.replace("%s", "_").replace("%%", "%")) + secret + "&x";
            assertThat(Redactor.mask(text)).endsWith("[redacted]&x").contains(CODE.substring(4, 16));
            assertThat(Redactor.holdsCode(text)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SmartOnboardingBackend2",
                "Aaaaaaaaaaaaaaaaaaa1",
                "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1",
                "ProductionDeploymentPipeline7",
                "SmartOnboardingProductionDeploymentPipelineForBerlin2026",
                "/srv/ApplicationData2026Live/SmartOnboardingBackendDatabase2/apikeys.db",
                "GitHubActionsRunnerX64Linux22",
                "DevOpsCICDPipelineForTeamEast9",
                "KundenportalBenutzerverwaltung1",
                "PrzelewyBankoweObslugaKlienta3",
                "ServicoDeAutenticacaoProducao2",
                "AWSLambdaEUWest1ProdS3Reader2",
                "EmptyPackObjectSizeIndex",
                "01ARZ3NDEKTSV4RRFFQ69G5FAV",
                "3f786850e387550fdab836ed7e6dc881de23001b",
                "SOK_INTEGRATIONS_PRODUCTION",
                "sok-integrations-production",
            })
    void namesOfWordsStay(String name) {
        assertThat(Redactor.mask("'" + name + "'.")).isEqualTo("'" + name + "'.");
    }

    /** The JDK's classes have the longest names, and an exception's trace may contain any of them. */
    @Test
    void namesOfClassesStay() throws Exception {
        List<String> masked = new ArrayList<>();
        try (Stream<Path> classes = Files.walk(Path.of(URI.create("jrt:/java.base")))) {
            classes.map(file -> file.toString().replace(".class", "").replace('/', '.'))
                    .filter(name -> !Redactor.mask(name).equals(name))
                    .forEach(masked::add);
        }
        assertThat(masked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ci-deploy (7Kq2mZ0aLx3P)",
                "The token database /home/alice/.local/share/apikeys/apikeys.db",
                "internationalizationandlocalization",
                "INTERNATIONALIZATIONANDLOCALIZATION",
                "12345678901234567890123456789012",
                "11111111-2222-4333-8444-555555555555",
                "2026-11-23T09:00:00Z",
            })
    void wordsPathsTimesAndIdsStay(String text) {
        assertThat(Redactor.mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                CODE,
                "--label=" + CODE,
                CODE + CODE,
                "sok_7Kq2mZ0aLx3P_0",
                "sok_sok_7Kq2mZ0aLx3P_0123",
                "x" + CODE,
            })
    void whatBeginsLikeACodeAndIsLongerThanItsIdHoldsOne(String text) {
        assertThat(Redactor.holdsCode(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void codeInPercentSignsOrHexIsKnownAndMasked(int spelling) {
        for (int i = 0; i < 500; i++) {
            String code = TokenCode.draw(random).reveal();
            for (String given : List.of(code, "t=" + code, code.substring(4), code.substring(0, 18 + i % 37))) {
                String encoded = encoded(given, spelling);
                String text = "label=" + encoded + ".";
                assertThat(Redactor.holdsCode(text)).as(text).isTrue();
                int secret = given.indexOf(code.substring(4, 17)) + 13;
                assertThat(Redactor.mask(text))
                        .isEqualTo("label=" + encoded(given.substring(0, secret), spelling) + "[redacted].");
            }
        }
    }

    private static String encoded(String text, int spelling) {
        HexFormat lower = HexFormat.of();
        HexFormat upper = HexFormat.of().withUpperCase();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return switch (spelling) {
            case 0 -> lower.formatHex(bytes);
            case 1 -> upper.formatHex(bytes);
            case 2 -> "a" + lower.formatHex(bytes);
            case 3 -> lower.withPrefix("%").formatHex(bytes);
            case 4 -> upper.withPrefix("%").formatHex(bytes);
            default -> upper.withPrefix("%25").formatHex(bytes);
        };
    }

    @Test
    void codeOfWhichSomeCharactersArePercentSignsIsMaskedWhole() {
        String text = CODE.replace("k", "%6b").replace("D", "%44").replace("5", "%2535");
        assertThat(Redactor.holdsCode(text)).isTrue();
        assertThat(Redactor.mask(text)).isEqualTo("so%6b_7Kq2mZ0aLx3P_[redacted]");
    }

    @Test
    void hexAndPercentSignsWithoutACodeStay() {
        List<String> texts = new ArrayList<>(List.of(
                "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                "%",
                "%5",
                "%zz",
                "100%",
                "%%%",
                "a%20b%2Fc%",
                "%C3%A4%e2%82%ac",
                "%s%n%d",
                "736f6b5f374b71326d5a30614c783350",
                "736f6b5f374b71326d5a30614c7833505f",
                "736f6b2d6c6162656c2d6f662d616c6c2d6f66666963657320696e20426572",
                "0123456789abcdef".repeat(64)));
        byte[] bytes = new byte[32];
        for (int i = 0; i < 2_000; i++) {
            random.nextBytes(bytes);
            texts.add(HexFormat.of().formatHex(bytes));
            texts.add(HexFormat.of().withUpperCase().formatHex(bytes));
            texts.add(HexFormat.of().withPrefix("%").formatHex(bytes));
            texts.add(new UUID(random.nextLong(), random.nextLong()).toString());
        }
        for (String text : texts) {
            assertThat(Redactor.holdsCode(text)).as(text).isFalse();
            assertThat(Redactor.mask(text)).isEqualTo(text);
        }
    }

    @Test
    void codeWithoutItsBeginningIsKnownByItsChecksum() {
        String code = TokenCode.draw(random).reveal();
        for (int lost = 1; lost <= TokenCode.PREFIX.length(); lost++) {
            String rest = code.substring(lost);
            assertThat(Redactor.holdsCode(rest)).as(rest).isTrue();
            assertThat(Redactor.holdsCode("--label=x_" + rest + "_x")).as(rest).isTrue();
        }
        String wrong = code.substring(4, 54) + (code.endsWith("0") ? "1" : "0");
        assertThat(Redactor.holdsCode(wrong)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "sok_", "sok_7Kq2mZ0aLx3P", "sok_7Kq2mZ0aLx3P_", "7Kq2mZ0aLx3P", "sok-label", "my_sok_"})
    void whatIsNoMoreThanAnIdHoldsNoCode(String text) {
        assertThat(Redactor.holdsCode(text)).isFalse();
    }
}
