package com.smartonboarding.apikeys.model;

/** A token with its code, after the display was recorded. */
public record ShownToken(Token token, TokenCode code) {}
