package com.smartonboarding.apikeys.output.token;

/** The formats of one token. */
public enum DetailFormat {
    TEXT,
    JSON
}
