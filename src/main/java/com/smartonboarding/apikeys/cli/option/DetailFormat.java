package com.smartonboarding.apikeys.cli.option;

/** The formats of one token. */
public enum DetailFormat {
    TEXT,
    JSON
}
