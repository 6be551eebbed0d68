package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;

/** Hands a new code to whoever asked for it; returns only when it was written. */
@FunctionalInterface
public interface CodeDelivery {
    void deliver(Token token, TokenCode code) throws IOException;
}
