/** Checking presented codes by the thousand: what a server embeds, and what {@code verify --stream} runs on. */
@NullMarked
package com.smartonboarding.apikeys.verifier;

import org.jspecify.annotations.NullMarked;
