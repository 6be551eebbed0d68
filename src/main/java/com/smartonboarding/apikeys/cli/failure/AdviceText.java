package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.files.ShellWord;
import java.util.List;
import java.util.Locale;

/**
 * The sentences for each {@link com.smartonboarding.apikeys.failure.Next}, with the commands and options that exist
 * today. A command to be copied is a line of its own, indented by two spaces.
 */
public final class AdviceText {
    private static final String COMMAND = "\n  ";

    private static final String SYSTEM_FOLDER = "/etc/";

    private final Caller caller;

    /** The sentences for this caller. */
    public AdviceText(Caller caller) {
        this.caller = caller;
    }

    /** The advice as lines for a terminal. */
    public String lines(Advice advice) {
        List<String> about = advice.about();
        return switch (advice.next()) {
            case SENTENCE -> about.get(0);
            case INITIALIZE -> "To create one, " + asOwner("run 'apikeys init'.");
            case NAME_KEY_FILE ->
                caller.ownsFiles()
                        ? "Name the right key file with --key-file."
                        : "As root, put back the key file that belongs to this database.";
            case RESET_JOURNAL_MODE ->
                "To change it back, " + asOwner("run 'PRAGMA journal_mode = DELETE' in the sqlite3 shell.");
            case WAIT_LONGER -> "Try again, or wait longer with --wait.";
            case RESTORE_BACKUP ->
                "Restore a backup with 'apikeys restore FILE', which keeps the present file for the investigation.";
            case RESTORE_OR_START_OVER ->
                "Restore the database from a backup with 'apikeys restore FILE'. To start without the old tokens, first "
                        + asOwner("remove ") + about.get(0) + ".";
            case RESTORE_OR_INITIALIZE ->
                "Restore it from a backup with '" + tool() + restore("restore", "FILE")
                        + "'. Only to start without the old tokens, " + asOwner("run:") + COMMAND + tool() + "init";
            case RESTORE_OR_BEGIN_ANCHORS ->
                "Restore a backup with 'apikeys restore FILE', which keeps the present file for the investigation. Only if"
                        + " an older backup was restored on purpose, begin a new anchor file with the line of 'apikeys"
                        + " audit head'. 'apikeys audit list --action restore' shows who restored one.";
            case ROLL_BACK ->
                "If there is a newer backup, restore that one. To see what restoring this one would do, use --rollback"
                        + " --dry-run. Use --rollback without --dry-run only to restore this one and lose these events.";
            case REMOVE_ANCHOR ->
                "It is an older copy, or a copy that was changed separately. Restore the newest copy. Only if an older"
                        + " copy was restored on purpose, " + asOwner("run:") + COMMAND + "rm " + word(about.get(0));
            case FIND_DISK_ERRORS ->
                "The database itself may be intact. Look for disk errors in the system log (dmesg), and copy the file"
                        + " to another disk.";
            case SYNC_DISK -> "Find out what is wrong with the disk, run sync, then check that the file is there.";
            case CHECK_DELIVERY ->
                "To see whether the file has the new code, run:" + COMMAND + "grep -c " + about.get(1) + " "
                        + word(about.get(0)) + "\nIf it has not, revoke the new token:" + COMMAND + "apikeys revoke "
                        + about.get(1);
            case FREE_MEMORY -> "Free some memory, or raise the limits (see: ulimit -a).";
            case CHECK_OUTCOME -> "'apikeys list' and 'apikeys history' show whether it happened.";
            case CHECK_GENERATED ->
                "'apikeys list' shows which tokens were generated. A code that was not printed is lost, so revoke its"
                        + " token.";
            case SET_MODE -> run(about.get(1)) + COMMAND + "chmod " + about.get(0) + " " + word(about.get(1));
            case MAKE_PRIVATE ->
                "Below " + word(about.get(1)) + ", chmod go-w " + word(about.get(0)) + " is not enough. "
                        + run(about.get(0)) + COMMAND + "chmod 700 " + word(about.get(0));
            case LOOK_AT_FILE -> lookAt(about.get(0));
            case LOOK_AT_KEY_FILE ->
                lookAt(about.get(0)) + "\nIf the key file is lost, restore the copy that belongs to this database.";
            case MOVE_AWAY ->
                lookAt(about.get(0)) + "\nOnly if you are sure that the file is not needed, "
                        + asOwner("move it away with:")
                        + COMMAND + "mv -n " + word(about.get(0)) + " " + word(about.get(0) + ".suspect");
            case NAME_TARGET ->
                "Name the file itself. To see where the link leads, " + asOwner("run:") + COMMAND + "readlink -f "
                        + word(about.get(0));
            case TAKE_FILE ->
                (caller.ownsFiles() ? "Run apikeys as uid " + about.get(0) + ". Or, only" : "Only")
                        + " if you know what the file contains, run as root:" + COMMAND + "chown " + about.get(1) + " "
                        + word(about.get(2));
            case TAKE_FOLDER ->
                "Keep the file in a folder of your own. Or, only if this folder is yours, run as root:" + COMMAND
                        + "chown " + about.get(0) + " " + word(about.get(1));
            case REMOVE_HARD_LINKS ->
                "Remove the names that are not needed. To find them, " + asOwner("run:") + COMMAND
                        + "find \"$(stat -c %m " + word(about.get(0)) + ")\" -xdev -samefile " + word(about.get(0))
                        + " 2>/dev/null";
            case USE_PRIVATE_FOLDER ->
                "Keep the file in a private folder elsewhere. To make one, run:" + COMMAND + "mkdir -m 700 FOLDER";
            case PRESENT_CLOSED ->
                "Give the secret mode 0440 (Kubernetes: defaultMode and fsGroup; Docker: mode, uid and gid) and a group"
                        + " that only this account belongs to.";
            case SAY_THAT_ROOT_PRESENTS ->
                "If a container platform presents it as a secret, set key-file-owner=root in"
                        + " /etc/apikeys/apikeys.properties, and name it there with key-file. Otherwise, give it to the account:"
                        + COMMAND + "chown " + about.get(1) + " " + word(about.get(0));
            case PRESENT_KEY_FILE ->
                "Make a key file where you administer the container, by 'apikeys init' with a database that you then"
                        + " remove, and have the container platform present it as " + word(about.get(0)) + ".";
            case CHANGE_PRESENTED_KEY_FILE ->
                "Repeat the command with --key-file naming a private copy of " + word(about.get(0))
                        + ", where both the database and the copy can be written. Then replace the secret by the copy.";
            case USE_LOCAL_DISK -> "Keep the file on a local disk. 'df -T' shows the types of file systems.";
            case REMOVE_OTHER_NAMES -> {
                String file = word(about.get(0));
                // Elsewhere on the disk, folders may go while find looks, so it is the count of names that says the
                // result.
                yield asOwner("Remove the other names of the file:") + COMMAND + "find \"$(stat -c %m " + file
                        + ")\" -xdev -samefile " + file + " ! -path " + file
                        + " -delete 2>/dev/null; test \"$(stat -c %h "
                        + file + ")\" = 1";
            }
            case REPLACE_LINK ->
                asOwner("Only if you know where the link leads, put the file itself in its place:") + COMMAND
                        + "mv -T \"$(readlink -f " + word(about.get(0)) + ")\" " + word(about.get(0));
            case CREATE_DATABASE -> asOwner("Run:") + COMMAND + tool() + "init";
            case RESTORE_OR_BEGIN ->
                "Put back a backup with '" + tool() + restore("restore", "FILE")
                        + "'. Only to begin without the old tokens, " + asOwner("run:") + COMMAND + "rm "
                        + word(about.get(0))
                        + " && " + tool() + "init";
            case RESTORE_DATABASE ->
                "Put back the newest backup; the damaged database stays beside it for the investigation:" + COMMAND
                        + tool() + restore("restore --rollback", "BACKUP");
            case SET_JOURNAL_MODE ->
                run(about.get(0)) + COMMAND + "sqlite3 " + word(about.get(0)) + " 'PRAGMA journal_mode = DELETE'";
            case RESTORE_KEY_FILE ->
                asOwner("Put back the copy of the key file that you kept:") + COMMAND + "install "
                        + (caller.ownsFiles() ? "" : "-o " + caller.owner() + " ") + "-m 600 COPY "
                        + word(about.get(0));
            case LET_DOCTOR_MEND -> "Run:" + COMMAND + tool() + "doctor --fix";
            case LOOK_DEEPER -> "use --deep";
            case REMOUNT ->
                "As root, run:" + COMMAND + "mount -o remount,rw \"$(stat -c %m " + word(about.get(0)) + ")\"";
            case FREE_SPACE ->
                "Remove what is not needed. To see what takes the space, " + asOwner("run:") + COMMAND
                        + "du -xah --max-depth=3 \"$(stat -c %m " + word(about.get(0)) + ")\" | sort -h | tail";
            case FREE_INODES ->
                "Remove files that are not needed. To see where there are many, " + asOwner("run:") + COMMAND
                        + "du -x --inodes --max-depth=2 \"$(stat -c %m " + word(about.get(0)) + ")\" | sort -n | tail";
            case RUN_LIST -> "Run:" + COMMAND + tool() + "list";
            case VERIFY_TRAIL -> "Run:" + COMMAND + tool() + "audit verify";
            case BACK_UP -> "Run:" + COMMAND + backup("\"$HOME/apikeys-$(date +%Y%m%dT%H%M%S).backup\"");
            case SET_CLOCK ->
                "Compare the clock with another one, and as root run:" + COMMAND + "timedatectl set-ntp true";
            case REMOVE_FILES -> asOwner("Run:") + COMMAND + "rm -f " + words(about);
            case MAKE_CLASS_DATA ->
                "As the owner of that folder, run:" + COMMAND + "rm -f " + word(about.get(0)) + " && env -u SUDO_UID "
                        + word(about.get(1)) + " --version";
            case UNSET_VARIABLE -> "Run:" + COMMAND + "unset " + about.get(0);
            case REMOVE_SETTING ->
                asOwnerOf(about.get(1), "To remove the setting, run:") + COMMAND + "sed -i "
                        + word("/^[[:space:]]*" + pattern(about.get(0)) + "[[:space:]=:]/d") + " "
                        + word(about.get(1));
            case CREATE_ACCOUNT -> createAccount(about, "");
            case CREATE_ACCOUNT_IN_GROUP -> createAccount(about, "--gid " + about.get(1) + " ");
            case RENUMBER_ACCOUNT -> "As root, run:" + COMMAND + "usermod --uid " + about.get(0) + " " + about.get(1);
            case CREATE_GROUP -> "As root, run:" + COMMAND + "groupadd --system " + about.get(0);
            case INSTALL_SUDO_RULE ->
                "As root, run:" + COMMAND + "install -o root -g root -m 440 " + word(about.get(1)) + " "
                        + word(about.get(0));
            case CLOSE_SUDO_RULE ->
                "As root, run:" + COMMAND + "chown root:root " + word(about.get(0)) + " && chmod 440 "
                        + word(about.get(0));
            case REVOKE_TOKENS -> "If nobody needs them, run:" + COMMAND + tool() + "revoke " + String.join(" ", about);
            case ROTATE_TOKENS -> each("rotate ", about);
            case LIMIT_LIVES -> "To give them an expiry, run:" + eachBefore("edit ", about, " --expires-in 365d");
            case FINISH_ROTATIONS -> "When the new code is in use, run:" + each("rotate --finish ", about);
            case ABORT_ROTATIONS ->
                "Repeat the rotation with its request id, or go back to the predecessor:"
                        + each("rotate --abort ", about);
            case DESCRIBE_TOKENS ->
                "Say what they are for (replace TEXT):" + eachBefore("edit ", about, " --description TEXT");
            case ROTATE_KEY -> "Run:" + COMMAND + tool() + "key rotate";
            case DROP_KEYS -> "If no backup needs them, run:" + each("key drop ", about);
            case REMOVE_ADMINISTRATORS -> "To take the role from them, run:" + each("admins remove ", about);
            case ADD_ADMINISTRATOR ->
                "Give the role to a second person, with the login name in place of USER:" + COMMAND + tool()
                        + "admins add USER";
            case RECOVER_ROLE ->
                caller.ownsFiles()
                        ? "Run:" + COMMAND + tool() + "admins add --recover " + about.get(0)
                        : "As root, run this, with the login name of an operator in place of USER:" + COMMAND + tool()
                                + "admins add --recover USER";
            case USE_SUDO ->
                "If you may use it, do so through sudo:" + COMMAND + "sudo -u " + about.get(0) + " apikeys ...";
            case EXAMINE_THROUGH_SUDO ->
                "If you may use it, do so through sudo:" + COMMAND + "sudo -u " + about.get(0) + " apikeys doctor";
            case REMOVE_SET_UID -> "Remove the bit with chmod u-s, and use sudo.";
            case MOUNT_PROC -> "Check that /proc is mounted:" + COMMAND + "ls -l /proc/self/status";
            case INSTALL_GIT -> "Install git, or scan without --git.";
            case NAME_REPOSITORY -> "--git takes a PATH in a git repository.";
            case SHORTEN_LIFETIME -> "Use --expires-in " + about.get(0) + ", or an earlier expiry.";
            case ROTATE_INSTEAD ->
                "The lifetime counts from when the token was generated, so the latest expiry is " + about.get(0)
                        + ". For a longer time, make a new code:" + COMMAND + tool() + "rotate " + about.get(1);
            case DESCRIBE -> "Say what it is for, with --description TEXT.";
            case CHOOSE_SCOPE -> "Choose from these scopes: " + about.get(0) + ".";
            case LIST_TOKENS -> "'apikeys list' shows all tokens.";
            case SAY_WHICH_TOKEN -> "Give more characters of the id, or use --id or --label.";
            case SHOW_WITHOUT_CODE -> "'apikeys show --no-code " + about.get(0) + "' shows the other details.";
            case TRY_DRY -> "To see these tokens, use --dry-run.";
            case REVOKE -> "Run:" + COMMAND + tool() + "revoke " + about.get(0);
            case REVOKE_LABELS ->
                "Put the name of your label file in place of LABELS, and run:" + COMMAND + "xargs -d '\\n' " + tool()
                        + "revoke --yes < LABELS";
            case REVOKE_SUCCESSOR -> "'apikeys revoke " + about.get(0) + "' revokes the successor anyway.";
            case FREE_LABEL ->
                "Choose another label, or first revoke that token:" + COMMAND + tool() + "revoke " + about.get(0);
            case GENERATE -> "'apikeys generate' makes a new token.";
            case ENABLE -> "Run:" + COMMAND + tool() + "enable " + about.get(0);
            case ROTATE -> "'apikeys rotate " + about.get(0) + "' rotates it.";
            case END_ROTATION ->
                "To revoke the predecessor now:" + COMMAND + tool() + "rotate --finish " + about.get(0)
                        + "\nTo go back to it:" + COMMAND + tool() + "rotate --abort " + about.get(0);
            case REPEAT_OR_ABORT_ROTATION ->
                "Repeat the rotation with its request id, or go back:" + COMMAND + tool() + "rotate --abort "
                        + about.get(0);
            case REPEAT_ROTATION -> "Repeat this call to finish the rotation. " + status(about.get(0));
            case FINISH_ROTATION -> finish(about.get(0));
            case FINISH_ROTATION_UNREPEATED ->
                finish(about.get(0)) + " Repeating this call would revoke the successor and make another.";
            case LIST_KEYS -> "'apikeys key list' shows all keys.";
            case ROTATE_KEY_FIRST -> "First make a newer key with 'apikeys key rotate'.";
            case REKEY -> "First run 'apikeys key rekey'.";
            case LIST_OF_OLD_KEY ->
                "First run 'apikeys key rekey', which lists the tokens that then still need an old key, and rotate or"
                        + " revoke these.";
            case LIST_ADMINISTRATORS -> "'apikeys admins list' shows who holds it.";
            case ASK_FOR_ROLE -> "An administrator can give the role with 'apikeys admins add " + about.get(0) + "'.";
            case ASK_TO_CONFIRM_ROLE ->
                "An administrator confirms the role for " + about.get(1) + " with 'apikeys admins add " + about.get(0)
                        + "', or removes it with 'apikeys admins remove " + about.get(0) + "'. If no administrator"
                        + " is left, root or the owner of the database confirms it with 'apikeys admins add --recover "
                        + about.get(0) + "'.";
        };
    }

    /** The same in one line; what follows a command is set apart by a semicolon, which a shell ends a command at. */
    String inOneLine(Advice advice) {
        StringBuilder line = new StringBuilder();
        boolean command = false;
        for (String part : lines(advice).split("\n", -1)) {
            if (!line.isEmpty()) {
                line.append(command ? "; " : " ");
            }
            line.append(
                    command ? part.substring(0, 1).toLowerCase(Locale.ROOT) + part.substring(1) : part.stripLeading());
            command = part.startsWith("  ");
        }
        return line.toString();
    }

    /** What stands before the name of a command. */
    private String tool() {
        return caller.tool() + " ";
    }

    private String run(String path) {
        return asOwnerOf(path, "Run:");
    }

    /** The sentence before a command that changes this file. */
    private String asOwnerOf(String path, String sentence) {
        return path.startsWith(SYSTEM_FOLDER) ? asRoot(sentence) : asOwner(sentence);
    }

    /** The sentence before a command that changes files of the tool. */
    private String asOwner(String sentence) {
        return caller.ownsFiles() ? sentence : asRoot(sentence);
    }

    private static String asRoot(String sentence) {
        boolean begins = Character.isUpperCase(sentence.charAt(0));
        return (begins ? "As root, " : "as root ")
                + sentence.substring(0, 1).toLowerCase(Locale.ROOT)
                + sentence.substring(1);
    }

    /** Through sudo, the shell of the caller opens the backup with the rights of the caller. */
    private String restore(String command, String file) {
        return caller.ownsFiles() ? command + " " + file : command + " --yes - < " + file;
    }

    private String backup(String file) {
        return caller.ownsFiles() ? tool() + "backup " + file : "(umask 077 && " + tool() + "backup - > " + file + ")";
    }

    /** The same command for each of these words. */
    private String each(String command, List<String> words) {
        return eachBefore(command, words, "");
    }

    private String eachBefore(String command, List<String> words, String end) {
        StringBuilder lines = new StringBuilder();
        words.forEach(word -> lines.append(COMMAND)
                .append(tool())
                .append(command)
                .append(word)
                .append(end));
        return lines.toString();
    }

    /** A text as a basic regular expression that matches only this text. */
    private static String pattern(String text) {
        return text.replaceAll("[\\[\\]\\\\.*^$/]", "\\\\$0");
    }

    private static String words(List<String> paths) {
        StringBuilder words = new StringBuilder();
        paths.forEach(path -> words.append(words.isEmpty() ? "" : " ").append(word(path)));
        return words.toString();
    }

    private static String createAccount(List<String> about, String group) {
        return "As root, run:" + COMMAND + "useradd --system --uid " + about.get(0) + " " + group
                + "--home-dir /nonexistent --shell /usr/sbin/nologin " + about.get(1);
    }

    private String lookAt(String path) {
        return asOwner("Look at it with:") + COMMAND + "ls -ldn " + word(path);
    }

    private static String finish(String successor) {
        return "When the new code is in use, 'apikeys rotate --finish " + successor + "' revokes the predecessor. "
                + status(successor);
    }

    private static String status(String successor) {
        return "'apikeys rotate --status " + successor + "' shows both tokens.";
    }

    private static String word(String path) {
        return ShellWord.of(path);
    }
}
