package com.smartonboarding.apikeys.model;

import java.time.Instant;

/** A holder of the System Administrator role: who, since when, and by whose hand. */
public record Administrator(User user, Instant grantedAt, User grantedBy) {}
