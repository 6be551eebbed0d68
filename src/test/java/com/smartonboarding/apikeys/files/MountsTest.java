package com.smartonboarding.apikeys.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MountsTest {
    private static final String TABLE = """
            22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
            30 22 0:45 / /mnt/team\\040share rw,nosuid shared:1 master:2 - nfs4 server:/export rw,vers=4.2
            31 22 0:46 / /proc rw - proc proc rw
            32 22 259:1048577 / /big rw - xfs /dev/nvme0n1p1 rw
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nfs",
                "nfs4",
                "cifs",
                "smb3",
                "smbfs",
                "9p",
                "afs",
                "ceph",
                "glusterfs",
                "fuse.glusterfs",
                "fuse.sshfs",
                "fuse.s3fs",
                "fuse.rclone",
                "lustre",
                "davfs"
            })
    void networkFileSystemsAreKnown(String type) {
        assertThat(Mounts.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "fuseblk", "fuse.gocryptfs", "f2fs", ""})
    void localFileSystemsAreAccepted(String type) {
        assertThat(Mounts.isNetwork(type)).isFalse();
    }

    @Test
    void theTypeIsThatOfTheDevice() {
        assertThat(Mounts.type(TABLE, 0xfe00)).isEqualTo("ext4");
        assertThat(Mounts.type(TABLE, 45)).isEqualTo("nfs4");
        assertThat(Mounts.type(TABLE, 46)).isEqualTo("proc");
        assertThat(Mounts.type(TABLE, (0x100000L << 12) | (259 << 8) | 1)).isEqualTo("xfs");
        assertThat(Mounts.type(TABLE, 47)).isEmpty();
    }

    /** A bind mount has the device of what it shows. Of two mounts at one place, the later one is seen. */
    @Test
    void theInnermostMountSaysWhetherItIsReadOnly() {
        String table = """
                22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
                40 22 0:50 / /run/a\\040key ro,nosuid - tmpfs tmpfs rw
                41 40 0:50 /open /run/a\\040key/open rw - tmpfs tmpfs rw
                42 22 0:51 / /twice rw - tmpfs tmpfs rw
                43 42 0:52 / /twice ro - tmpfs tmpfs rw
                """;

        assertThat(Mounts.isReadOnly(table, Path.of("/run/a key"))).isTrue();
        assertThat(Mounts.isReadOnly(table, Path.of("/run/a key/other"))).isTrue();
        assertThat(Mounts.isReadOnly(table, Path.of("/run/a key/open/deep"))).isFalse();
        assertThat(Mounts.isReadOnly(table, Path.of("/run/a keyhole"))).isFalse();
        assertThat(Mounts.isReadOnly(table, Path.of("/twice/x"))).isTrue();
        assertThat(Mounts.isReadOnly("", Path.of("/"))).isFalse();
    }

    @Test
    void anOddTableYieldsNothing() {
        assertThat(Mounts.type("", 45)).isEmpty();
        assertThat(Mounts.type("x\n\n30 22 0:45 / /mnt rw\n1", 45)).isEmpty();
    }

    @Test
    void theJdkSaysTheSameOfARealFolder(@TempDir Path folder) throws IOException {
        long device = (Long) Sandbox.attribute(folder, "unix:dev");
        assertThat(Mounts.type(folder, device))
                .isIn("", Files.getFileStore(folder).type());
        assertThat(Mounts.type(Path.of("/proc"), (Long) Sandbox.attribute(Path.of("/proc"), "unix:dev")))
                .isEqualTo("proc");
    }
}
