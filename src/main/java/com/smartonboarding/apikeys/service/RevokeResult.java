package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Token;
import java.util.List;

/** What a revocation did: the tokens it switched off, and those that were off already. */
public record RevokeResult(List<Token> revoked, List<Token> alreadyRevoked) {}
