@NullMarked
package com.smartonboarding.apikeys.service.issue;

import org.jspecify.annotations.NullMarked;
