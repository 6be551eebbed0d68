package com.smartonboarding.apikeys.cli;

/** The formats of one token. */
enum DetailFormat {
    TEXT,
    JSON
}
