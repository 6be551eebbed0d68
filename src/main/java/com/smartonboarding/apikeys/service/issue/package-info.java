/** How tokens are made and their codes delivered. */
@NullMarked
package com.smartonboarding.apikeys.service.issue;

import org.jspecify.annotations.NullMarked;
