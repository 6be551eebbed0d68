/** Token codes and keys: derives keys, and hashes, seals, masks and recognises codes. */
@NullMarked
package com.smartonboarding.apikeys.secret;

import org.jspecify.annotations.NullMarked;
