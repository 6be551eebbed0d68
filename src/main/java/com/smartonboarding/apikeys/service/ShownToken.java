package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;

/** A token with its code, after the display was recorded. */
public record ShownToken(Token token, TokenCode code) {}
