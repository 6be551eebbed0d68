package com.smartonboarding.apikeys.cli.caller;

/** What the account's process can ask the caller's process to do. What stands after the colon goes with it. */
enum Request {
    /** Say which path a word names: its source, the word. */
    PATH,
    /** Open a file to read it: the option that names it, the word. */
    READ,
    /** Open a backup to read it: the word. */
    READ_BACKUP,
    /** Read on. */
    MORE,
    /** Close what is being read. */
    CLOSE_READING,
    /** Look at the place of a file for codes: the word. */
    SECRET_FILE,
    /** Make its draft: its size. */
    OPEN_SECRET_FILE,
    /** Write the draft: the content. */
    FILL_SECRET_FILE,
    /** Give the draft its name: whether it may replace a file. */
    PUBLISH_SECRET_FILE,
    /** Discard the draft. */
    CLOSE_SECRET_FILE,
    /** Make the draft of a backup in a new file: the word. */
    BACKUP,
    /** Make the draft of a backup in a folder: the word, the name of the backup. */
    BACKUP_INTO,
    /** Write on: the next part of the backup. */
    WRITE_BACKUP,
    /** Give the backup its name. */
    PUBLISH_BACKUP,
    /** Discard what is not published. */
    CLOSE_BACKUP,
    /** Say which files in the folder have names of backups. */
    OLDER_BACKUPS,
    /** Open one of them: its name. */
    READ_OLDER_BACKUP,
    /** Delete the one that was read last: its name. */
    DELETE_OLDER_BACKUP,
    /** Look whether files and folders exist: their words. */
    SEARCH,
    /** Search the histories that they belong to. */
    SEARCH_HISTORIES,
    /** Search them. */
    SEARCH_FILES;

    private static final Request[] ALL = values();

    /** The request with this number; the caller's process refuses any other. */
    static Request of(int number) {
        if (number >= ALL.length) {
            throw new IllegalArgumentException("there is no request " + number);
        }
        return ALL[number];
    }
}
