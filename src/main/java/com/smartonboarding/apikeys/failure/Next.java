package com.smartonboarding.apikeys.failure;

/**
 * Steps that may help after a failure. The text of each, with the commands and options that exist, is in
 * {@code cli.failure.AdviceText}. The parameters stand after the colon, in their order.
 */
public enum Next {
    /** Do what a sentence without a command or an option says: the sentence. */
    SENTENCE,

    /** Make a database where there is none. */
    INITIALIZE,
    /** Name another key file. */
    NAME_KEY_FILE,
    /** Restore the journal mode of the database. */
    RESET_JOURNAL_MODE,
    /** Try again, or wait longer for the lock. */
    WAIT_LONGER,
    /** Keep what is left of a damaged database, and put back a backup. */
    RESTORE_BACKUP,
    /** Put back a backup, or begin without the old tokens: the path of the reserve file. */
    RESTORE_OR_START_OVER,
    /** Put back a backup, or make a new database where only the anchor knows of one. */
    RESTORE_OR_INITIALIZE,
    /** Put back a backup, or begin a new file of anchors, because an older database was restored on purpose. */
    RESTORE_OR_BEGIN_ANCHORS,
    /** Restore a backup although it is older. */
    ROLL_BACK,
    /** Forget what was last seen of a database, because an older one was restored on purpose: the path of the anchor. */
    REMOVE_ANCHOR,
    /** Look for the errors of the disk. */
    FIND_DISK_ERRORS,
    /** Make sure that what was written is on the disk. */
    SYNC_DISK,
    /** Look whether a file has the code of a token, and otherwise revoke it: the file, the id. */
    CHECK_DELIVERY,
    /** Give this process more memory. */
    FREE_MEMORY,
    /** Look whether the change happened. */
    CHECK_OUTCOME,
    /** Look which tokens were made. */
    CHECK_GENERATED,

    /** Change the mode of a file: what chmod is told, the path. */
    SET_MODE,
    /** Make a folder private, since it lies in a sticky one: the path, the sticky folder. */
    MAKE_PRIVATE,
    /** Look what a file is: the path. */
    LOOK_AT_FILE,
    /** Look what a key file is, or restore it: the path. */
    LOOK_AT_KEY_FILE,
    /** Look at a file that is in the way, and move it: the path. */
    MOVE_AWAY,
    /** Name the target of a link: the path of the link. */
    NAME_TARGET,
    /** Use a file as its owner, or take it: the uid of its owner, the uid that must own it, the path. */
    TAKE_FILE,
    /** Use another folder, or take this one: the uid that must own it, the path. */
    TAKE_FOLDER,
    /** Find the other names of a file: the path. */
    REMOVE_HARD_LINKS,
    /** Have the container platform present a secret to this account alone. */
    PRESENT_CLOSED,
    /** Say in the configuration that root presents the key file, or give it to the account: its path, the uid. */
    SAY_THAT_ROOT_PRESENTS,
    /** Make a key file elsewhere, and have the container platform present it: its path. */
    PRESENT_KEY_FILE,
    /** Change a copy of the key file, and have the container platform present that: its path. */
    CHANGE_PRESENTED_KEY_FILE,
    /** Keep the file in a folder that others cannot write to. */
    USE_PRIVATE_FOLDER,
    /** Keep the file on a disk of this machine. */
    USE_LOCAL_DISK,

    /** Remove the other names of a file: the path. */
    REMOVE_OTHER_NAMES,
    /** Put the target of a link in its place: the path of the link. */
    REPLACE_LINK,
    /** Make the database. */
    CREATE_DATABASE,
    /** Put back a backup of a database that is gone, or begin without it: the path of its reserve. */
    RESTORE_OR_BEGIN,
    /** Put back a backup in the place of a damaged database. */
    RESTORE_DATABASE,
    /** Set the journal mode of a database back: its path. */
    SET_JOURNAL_MODE,
    /** Put back the key file: its path. */
    RESTORE_KEY_FILE,
    /** Let the doctor mend it. */
    LET_DOCTOR_MEND,
    /** Let the doctor read everything. */
    LOOK_DEEPER,
    /** Mount a disk for writing: a folder on it. */
    REMOUNT,
    /** Make space on a disk: a folder on it. */
    FREE_SPACE,
    /** Make room for more files on a disk: a folder on it. */
    FREE_INODES,
    /** Run a command that does what every command does first. */
    RUN_LIST,
    /** Check the whole audit trail. */
    VERIFY_TRAIL,
    /** Make a backup. */
    BACK_UP,
    /** Set the clock. */
    SET_CLOCK,
    /** Remove files: the paths. */
    REMOVE_FILES,
    /** Have Java write its class data: the stamp of the attempt before, the launcher. */
    MAKE_CLASS_DATA,
    /** Unset a variable of the environment: its name. */
    UNSET_VARIABLE,
    /** Remove a setting from a configuration: the setting, the path. */
    REMOVE_SETTING,
    /** Make an account, and its group: the uid, the name. */
    CREATE_ACCOUNT,
    /** Make an account whose group is there: the uid, the name. */
    CREATE_ACCOUNT_IN_GROUP,
    /** Give an account the uid that owns the files: the uid, the name. */
    RENUMBER_ACCOUNT,
    /** Make a group: its name. */
    CREATE_GROUP,
    /** Install the sudo rule: its path, the path of the rule in the package. */
    INSTALL_SUDO_RULE,
    /** Give the sudo rule to root, and close it: its path. */
    CLOSE_SUDO_RULE,

    /** Call the tool through sudo: the account that owns the database, as sudo takes it. */
    USE_SUDO,
    /** Let the doctor look through sudo: the account that owns the database, as sudo takes it. */
    EXAMINE_THROUGH_SUDO,

    /** Run without the set-uid bit. */
    REMOVE_SET_UID,
    /** Make the facts about this process readable. */
    MOUNT_PROC,
    /** Do without git, or install it. */
    INSTALL_GIT,
    /** Name a path in a git repository. */
    NAME_REPOSITORY,

    /** Choose an earlier expiry: the longest lifetime. */
    SHORTEN_LIFETIME,
    /** Choose an earlier expiry, or rotate the token: the latest time, the id. */
    ROTATE_INSTEAD,
    /** Give the token a description. */
    DESCRIBE,
    /** Choose an allowed scope: the allowed scopes. */
    CHOOSE_SCOPE,

    /** See which tokens there are. */
    LIST_TOKENS,
    /** Say which of several tokens is meant. */
    SAY_WHICH_TOKEN,
    /** See a token without its code: the id. */
    SHOW_WITHOUT_CODE,
    /** See which tokens a change would be about. */
    TRY_DRY,
    /** Revoke a token: the id. */
    REVOKE,
    /** Revoke the tokens of a file of labels. */
    REVOKE_LABELS,
    /** Revoke a successor although its predecessor was revoked: the id. */
    REVOKE_SUCCESSOR,
    /** Choose another label, or revoke the token that has it: the id. */
    FREE_LABEL,
    /** Make a new token. */
    GENERATE,
    /** Enable a token: the id. */
    ENABLE,
    /** Rotate a token: the id. */
    ROTATE,
    /** End a rotation either way: the id of the successor. */
    END_ROTATION,
    /** Deliver the code once more, or go back: the id of the successor. */
    REPEAT_OR_ABORT_ROTATION,
    /** Repeat the rotation, which then finishes: the id of the successor. */
    REPEAT_ROTATION,
    /** Finish a rotation when the new code is in use: the id of the successor. */
    FINISH_ROTATION,
    /** The same; repeating the call would replace the successor: the id of the successor. */
    FINISH_ROTATION_UNREPEATED,

    /** Revoke tokens: the ids. */
    REVOKE_TOKENS,
    /** Rotate tokens: the ids. */
    ROTATE_TOKENS,
    /** Give tokens an expiry: the ids. */
    LIMIT_LIVES,
    /** Finish rotations: the ids of the successors. */
    FINISH_ROTATIONS,
    /** Abort rotations: the ids of the successors. */
    ABORT_ROTATIONS,

    /** Give tokens a description: the ids. */
    DESCRIBE_TOKENS,

    /** Make a new key for new codes. */
    ROTATE_KEY,
    /** Drop keys that the database does not need: their ids. */
    DROP_KEYS,

    /** Take the role from users: the uids. */
    REMOVE_ADMINISTRATORS,
    /** Give the role to a second person. */
    ADD_ADMINISTRATOR,
    /** Give the role to a user while nobody can use it: the uid. */
    RECOVER_ROLE,
    /** See which master keys there are. */
    LIST_KEYS,
    /** Make a newer master key first. */
    ROTATE_KEY_FIRST,
    /** Make everything with the newest master key first. */
    REKEY,
    /** See which tokens need an old master key. */
    LIST_OF_OLD_KEY,

    /** See who holds the role. */
    LIST_ADMINISTRATORS,
    /** Get the role from an administrator: the uid. */
    ASK_FOR_ROLE,
    /** Have the role confirmed under the new name: the uid, the name. */
    ASK_TO_CONFIRM_ROLE
}
