package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.result.RoleHolder;
import java.time.Instant;
import java.util.List;

/** Who holds the System Administrator role, at one moment. */
public record AdministratorList(List<RoleHolder> holders, Instant now) {}
