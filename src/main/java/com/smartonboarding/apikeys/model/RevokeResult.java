package com.smartonboarding.apikeys.model;

import java.util.List;

/**
 * What a revocation did, or would do.
 *
 * @param revoked the tokens it switched off
 * @param alreadyRevoked those that were off already
 * @param predecessors those that a revoked one was to replace, and that still authenticate
 * @param steps how many transactions it took; more than one only where the disk is full
 */
public record RevokeResult(List<Token> revoked, List<Token> alreadyRevoked, List<Token> predecessors, int steps) {}
