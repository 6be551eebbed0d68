package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Token;
import java.util.List;

/**
 * What a revocation did, or would do.
 *
 * @param revoked the tokens that it revoked
 * @param alreadyRevoked the tokens that were revoked before
 * @param predecessors the tokens that a revoked token was to replace, and that still authenticate
 * @param steps the number of transactions; more than one only when the disk is full
 */
public record RevokeResult(List<Token> revoked, List<Token> alreadyRevoked, List<Token> predecessors, int steps) {}
