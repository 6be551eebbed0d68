/** The caller's files, used with the caller's rights: by this process, or by a process of the caller's. */
@NullMarked
package com.smartonboarding.apikeys.cli.caller;

import org.jspecify.annotations.NullMarked;
