@NullMarked
package com.smartonboarding.apikeys.verifier;

import org.jspecify.annotations.NullMarked;
