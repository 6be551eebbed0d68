package com.smartonboarding.apikeys.model;

import java.time.Instant;

/** A holder of the System Administrator role, when the role was granted, and by whom. */
public record Administrator(User user, Instant grantedAt, User grantedBy) {}
