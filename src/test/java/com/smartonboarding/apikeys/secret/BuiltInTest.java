package com.smartonboarding.apikeys.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInTest {
    private final SecureRandom random = new SecureRandom();

    /** Says who does the cryptography of this process. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(BuiltIn.sha256().getProvider().getName() + " "
                    + BuiltIn.aesGcm().getProvider().getName());
        }
    }

    @Test
    void hashIsThatOfTheUsualWay() throws Exception {
        for (int length = 0; length < 300; length++) {
            byte[] text = bytes(length);

            assertThat(BuiltIn.sha256().digest(text))
                    .isEqualTo(MessageDigest.getInstance("SHA-256").digest(text));
        }
    }

    @Test
    void whatIsEncryptedOneWayOpensTheOther() throws Exception {
        for (int length = 0; length < 100; length++) {
            SecretKeySpec key = new SecretKeySpec(bytes(32), "AES");
            GCMParameterSpec nonce = new GCMParameterSpec(128, bytes(12));
            byte[] text = bytes(length);
            byte[] boundTo = bytes(length / 2);

            byte[] encrypted = run(BuiltIn.aesGcm(), Cipher.ENCRYPT_MODE, key, nonce, boundTo, text);

            Cipher usual = Cipher.getInstance("AES/GCM/NoPadding");
            assertThat(run(usual, Cipher.DECRYPT_MODE, key, nonce, boundTo, encrypted))
                    .isEqualTo(text);
            usual = Cipher.getInstance("AES/GCM/NoPadding");
            assertThat(run(usual, Cipher.ENCRYPT_MODE, key, nonce, boundTo, text))
                    .isEqualTo(encrypted);
            assertThat(run(BuiltIn.aesGcm(), Cipher.DECRYPT_MODE, key, nonce, boundTo, encrypted))
                    .isEqualTo(text);
        }
    }

    private static byte[] run(
            Cipher cipher, int mode, SecretKeySpec key, GCMParameterSpec nonce, byte[] boundTo, byte[] text)
            throws Exception {
        cipher.init(mode, key, nonce);
        cipher.updateAAD(boundTo);
        return cipher.doFinal(text);
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void providerThatTheMachinePutsInFrontIsUsed(@TempDir Path folder) throws Exception {
        assertThat(whoDoesIt(folder, "")).isEqualTo("apikeys apikeys");
        assertThat(whoDoesIt(folder, inOrder("XMLDSig", "SUN", "SunRsaSign", "SunEC", "SunJSSE", "SunJCE")))
                .isEqualTo("SUN SunJCE");
        assertThat(whoDoesIt(folder, inOrder("SUN", "SunRsaSign", "SunEC", "SunPCSC", "SunJSSE", "SunJCE")))
                .isEqualTo("SUN SunJCE");
    }

    private static String inOrder(String... names) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < names.length; i++) {
            lines.append("security.provider.")
                    .append(i + 1)
                    .append('=')
                    .append(names[i])
                    .append('\n');
        }
        return lines.toString();
    }

    /** In a process of its own, for Java reads its list once. */
    private static String whoDoesIt(Path folder, String security) throws Exception {
        Path file = Files.writeString(folder.resolve("java.security"), security);
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Djava.security.properties=" + file,
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(answer).isZero();
        return answer;
    }
}
