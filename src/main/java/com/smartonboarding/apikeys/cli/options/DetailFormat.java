package com.smartonboarding.apikeys.cli.options;

/** The formats of one token. */
public enum DetailFormat {
    TEXT,
    JSON
}
