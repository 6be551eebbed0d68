/** What an administrator can do: the rules, one transaction each. */
@NullMarked
package com.smartonboarding.apikeys.service;

import org.jspecify.annotations.NullMarked;
