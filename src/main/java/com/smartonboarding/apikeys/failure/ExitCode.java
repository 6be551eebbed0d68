package com.smartonboarding.apikeys.failure;

/** Every exit code of the tool, with the meaning that help and documents show. */
public enum ExitCode {
    OK(0, "done, or nothing to do"),
    INTERNAL(1, "a bug in apikeys"),
    USAGE(2, "wrong options or arguments"),
    DENIED(3, "the invoker lacks the role, or may not use the files"),
    NOT_FOUND(4, "no such token, code, user or file"),
    AMBIGUOUS(5, "TOKEN matches several"),
    CONFLICT(
            6,
            "label, request id or file in use, --expect differs, rotation under way, still in use, already initialized,"
                    + " or last administrator"),
    DECLINED(7, "the answer was no, or there was no terminal to ask at"),
    REJECTED_MALFORMED(10, "not a token code: mistyped, cut, or something else"),
    REJECTED_UNKNOWN(11, "no token has this code"),
    REJECTED_REVOKED(12, "the token was revoked"),
    REJECTED_EXPIRED(13, "the token has expired"),
    REJECTED_SCOPE(14, "the token lacks the scope"),
    LEAK_FOUND(15, "scan found a code of an Active token"),
    INCOMPLETE(18, "scan could not search everything; no code of an Active token in what it searched"),
    BUSY(20, "the database stayed locked; nothing changed"),
    STORAGE(21, "disk full, read-only, or I/O error; nothing changed"),
    OUTCOME_UNKNOWN(22, "partly done, or not known; the message says what is known, or how to find out"),
    UNDELIVERED(23, "the code could not be written out; the token was revoked"),
    INTEGRITY(24, "database or audit trail is damaged or was tampered with"),
    UNSAFE_FILES(25, "a file or folder is open to others, a link, or not yours"),
    WRONG_KEY(26, "key file missing, damaged or another database's"),
    NOT_INITIALIZED(27, "there is no token database"),
    NO_JAVA(127, "the launcher found no Java 17 or later, or a limit that keeps Java from starting"),
    HANGUP(129, "ended by SIGHUP, such as when the terminal is closed"),
    INTERRUPTED(130, "Ctrl-C"),
    BROKEN_PIPE(141, "the reader of stdout went away"),
    TERMINATED(143, "ended by SIGTERM; 'verify --stream' then ends with 0");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number that the process exits with. */
    public int number() {
        return number;
    }

    /** When the tool exits with this code, as one clause. */
    public String meaning() {
        return meaning;
    }
}
