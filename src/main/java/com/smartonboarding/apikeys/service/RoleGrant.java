package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.User;
import org.jspecify.annotations.Nullable;

/**
 * What came of giving the role.
 *
 * @param changed false when the user held it already, under the same name
 * @param before the user that the grant named until now, with the same uid and another name; null where there was none
 */
public record RoleGrant(boolean changed, @Nullable User before) {}
