@NullMarked
package com.smartonboarding.apikeys;

import org.jspecify.annotations.NullMarked;
