package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.User;
import org.jspecify.annotations.Nullable;

/**
 * The result of giving the role.
 *
 * @param changed false if the user already held it under the same name
 * @param before the user that the grant named before, with the same uid and another name; null if there was none
 */
public record RoleGrant(boolean changed, @Nullable User before) {}
