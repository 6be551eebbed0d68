/** What the rules answer to a command. A server that verifies codes sees none of it. */
@NullMarked
package com.smartonboarding.apikeys.model.result;

import org.jspecify.annotations.NullMarked;
