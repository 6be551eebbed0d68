package com.smartonboarding.apikeys.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.model.User;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
    @TempDir
    Path folder;

    @Test
    void rootIsFoundByNameAndByUid() {
        assertThat(new Accounts().find("root")).contains(new User(0, "root"));
        assertThat(new Accounts().find("0")).contains(new User(0, "root"));
    }

    @Test
    void anUnknownUidIsAUserWithoutAName() {
        assertThat(new Accounts().find("4294967294")).contains(new User(4294967294L, "uid 4294967294"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-such-user-here",
                "",
                "-s",
                "--help",
                "4294967295",
                "007",
                "-1",
                "+0",
                "0x0",
                "root ",
                "root\n",
                "ROOT",
                "r\u00f6\u00f6t",
                "root:x",
                "\u0660",
                "a/b"
            })
    void whatIsNoUserIsNotFound(String text) {
        assertThat(new Accounts().find(text)).isEmpty();
        assertThat(withoutGetent("root:x:0:0:root:/root:/bin/sh\n").find(text)).isEmpty();
    }

    @Test
    void withoutGetentTheFileIsRead() {
        Accounts accounts = withoutGetent("""
                # a comment
                broken:line
                +::::::
                minus:x:-1:5::/:
                odd name:x:7:7::/:
                alice:x:1001:1001:Alice, B\u00fcro:/home/alice:/bin/sh
                """);
        assertThat(accounts.find("alice")).contains(new User(1001, "alice"));
        assertThat(accounts.find("1001")).contains(new User(1001, "alice"));
        assertThat(accounts.find("7")).contains(new User(7, "uid 7"));
        assertThat(accounts.find("minus")).isEmpty();
        assertThat(accounts.find("broken")).isEmpty();
    }

    @Test
    void theNameInTheAnswerIsTheOneRecorded() throws IOException {
        assertThat(withGetent("echo 'alice:*:1001:1001::/:'").find("Alice")).contains(new User(1001, "alice"));
    }

    @Test
    void anAnswerAboutAnotherUidIsNotBelieved() throws IOException {
        assertThat(withGetent("echo 'root:*:0:0::/:'").find("1001")).contains(new User(1001, "uid 1001"));
    }

    @Test
    void getentSeesNothingOfTheEnvironment() throws IOException {
        assertThat(withGetent("[ -z \"$HOME\" ] && echo 'alice:*:1001:1001::/:'")
                        .find("alice"))
                .isPresent();
    }

    @Test
    void aUserDatabaseThatFailsOrHangsIsNotAMissingUser() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> withGetent("exit 1").find("alice"))
                .withMessageContaining("failed with exit code 1, so alice could not be looked up.");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> withGetent("exec sleep 60").find("alice"))
                .withMessageContaining("did not answer within 1 seconds");
    }

    private Accounts withGetent(String script) throws IOException {
        Path getent = Files.writeString(folder.resolve("getent"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(getent, PosixFilePermissions.fromString("rwx------"));
        return new Accounts(getent, folder.resolve("passwd"), 1);
    }

    private Accounts withoutGetent(String passwd) {
        try {
            return new Accounts(folder.resolve("none"), Files.writeString(folder.resolve("passwd"), passwd), 1);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
