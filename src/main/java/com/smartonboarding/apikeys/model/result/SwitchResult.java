package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Token;
import java.util.List;

/**
 * What disabling or enabling tokens did, or would do.
 *
 * @param changed the tokens that were disabled or enabled
 * @param unchanged the tokens that needed no change
 * @param steps the number of transactions; more than one only when the disk is full
 */
public record SwitchResult(List<Token> changed, List<Token> unchanged, int steps) {}
