package com.smartonboarding.apikeys.files;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs to a group by the files passwd(5) and group(5). A container has no other directory of users; where one
 * exists, its users are not seen here.
 */
record GroupMembers(Path passwd, Path group) {
    /** The users and groups in {@code /etc}. */
    static GroupMembers ofThisMachine() {
        return new GroupMembers(Path.of("/etc/passwd"), Path.of("/etc/group"));
    }

    /** The name of a member that is neither root nor this account; null if the group has none. */
    @Nullable
    String otherThan(long account, long gid) {
        String own = null;
        for (String[] user : fields(passwd, 4)) {
            if (user[2].equals(Long.toString(account))) {
                own = user[0];
            } else if (!user[2].equals("0") && user[3].equals(Long.toString(gid))) {
                return user[0];
            }
        }
        for (String[] each : fields(group, 4)) {
            if (each[2].equals(Long.toString(gid))) {
                for (String member : each[3].split(",", -1)) {
                    if (!member.isEmpty() && !member.equals("root") && !member.equals(own)) {
                        return member;
                    }
                }
            }
        }
        return null;
    }

    private static List<String[]> fields(Path file, int least) {
        List<String[]> found = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
                String[] fields = line.split(":", -1);
                if (fields.length >= least) {
                    found.add(fields);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of(); // a small container may have none
        } catch (IOException e) {
            throw PrivateFiles.failure("read", file, e);
        }
        return found;
    }
}
