package com.smartonboarding.apikeys.service.policy;

/** In what way a token can break a policy. */
public enum Violation {
    /** It never expires. */
    NO_EXPIRY,
    /** It is valid for longer than the longest lifetime, counted from when it was generated. */
    LIFETIME,
    /** It has no description. */
    NO_DESCRIPTION,
    /** It has a scope that is not allowed. */
    SCOPE
}
