@NullMarked
package com.smartonboarding.apikeys.output;

import org.jspecify.annotations.NullMarked;
