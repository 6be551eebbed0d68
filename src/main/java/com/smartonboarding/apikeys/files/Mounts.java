package com.smartonboarding.apikeys.files;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Finds the type of the file system that a folder lies on.
 *
 * <p>Looks the device number up in {@code /proc/self/mountinfo}. {@link Files#getFileStore} takes a millisecond longer,
 * and fails if the mount point is not visible, as in a chroot.
 */
final class Mounts {
    private static final Set<String> NETWORK = Set.of(
            "9p",
            "acfs",
            "afs",
            "beegfs",
            "ceph",
            "cifs",
            "coda",
            "davfs",
            "drvfs",
            "glusterfs",
            "gpfs",
            "kafs",
            "lustre",
            "ncpfs",
            "orangefs",
            "pvfs2",
            "vboxsf",
            "vmhgfs");
    private static final Set<String> NETWORK_FUSE = Set.of(
            "afp",
            "afpfs",
            "ceph",
            "ceph-fuse",
            "cifs",
            "curlftpfs",
            "davfs",
            "davfs2",
            "gcsfuse",
            "glusterfs",
            "goofys",
            "juicefs",
            "JuiceFS",
            "mfs",
            "moosefs",
            "nfs",
            "rclone",
            "s3fs",
            "seaweedfs",
            "smbnetfs",
            "sshfs",
            "vmhgfs-fuse");

    private Mounts() {}

    /** Whether a file system of this type keeps files on another machine, where locks and fsync promise little. */
    static boolean isNetwork(String type) {
        return type.startsWith("nfs")
                || type.startsWith("smb")
                || NETWORK.contains(type)
                || (type.startsWith("fuse.") && NETWORK_FUSE.contains(type.substring("fuse.".length())));
    }

    /** The type of the file system with this device number, which holds the folder; empty when it is not listed. */
    static String type(Path folder, long device) throws IOException {
        try (FileInputStream table = new FileInputStream("/proc/self/mountinfo")) {
            return type(new String(table.readAllBytes(), StandardCharsets.ISO_8859_1), device);
        } catch (FileNotFoundException e) {
            return Files.getFileStore(folder).type();
        }
    }

    /**
     * Looks the device up in a text like {@code mountinfo} (proc(5)): the third field, and the first after the dash.
     */
    static String type(String table, long device) {
        String number = deviceNumber(device);
        int line = 0;
        while (line < table.length()) {
            int end = table.indexOf('\n', line);
            end = end < 0 ? table.length() : end;
            int third = table.indexOf(' ', table.indexOf(' ', line) + 1);
            int dash = table.indexOf(" - ", third);
            if (third > 0 && dash > 0 && dash < end && table.startsWith(number, third)) {
                int type = dash + " - ".length();
                return table.substring(type, table.indexOf(' ', type));
            }
            line = end + 1;
        }
        return "";
    }

    /**
     * Whether the mount that the folder lies on is read-only. A bind mount has the device number of what it shows, but its
     * own options, so the mount is looked up by its path.
     *
     * @param folder a path without links
     */
    static boolean isReadOnly(Path folder) throws IOException {
        try (FileInputStream table = new FileInputStream("/proc/self/mountinfo")) {
            return isReadOnly(new String(table.readAllBytes(), StandardCharsets.UTF_8), folder);
        } catch (FileNotFoundException e) {
            return Files.getFileStore(folder).isReadOnly();
        }
    }

    /** Looks up the innermost mount, the last of several at the same place: the fifth field, and options in the sixth. */
    static boolean isReadOnly(String table, Path folder) {
        int longest = -1;
        boolean readOnly = false;
        for (String line : table.split("\n", -1)) {
            String[] fields = line.split(" ", -1);
            if (fields.length < 6) {
                continue;
            }
            Path point = Path.of(unescaped(fields[4]));
            if (folder.startsWith(point) && point.getNameCount() >= longest) {
                longest = point.getNameCount();
                readOnly = List.of(fields[5].split(",", -1)).contains("ro");
            }
        }
        return readOnly;
    }

    /** The kernel writes blanks, tabs, line ends and backslashes as three octal digits. */
    private static String unescaped(String field) {
        return field.replace("\\040", " ")
                .replace("\\011", "\t")
                .replace("\\012", "\n")
                .replace("\\134", "\\");
    }

    /** Major and minor number, between spaces. {@code dev_t} is laid out as in glibc's makedev(3). */
    private static String deviceNumber(long device) {
        long major = ((device >>> 8) & 0xFFF) | ((device >>> 32) & 0xFFFFF000L);
        long minor = (device & 0xFF) | ((device >>> 12) & 0xFFFFFF00L);
        return " " + major + ":" + minor + " ";
    }
}
