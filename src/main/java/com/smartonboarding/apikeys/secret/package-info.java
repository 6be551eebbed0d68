/** Token codes and the keys: what a code looks like, and how it is drawn, checked, sealed and masked. */
@NullMarked
package com.smartonboarding.apikeys.secret;

import org.jspecify.annotations.NullMarked;
