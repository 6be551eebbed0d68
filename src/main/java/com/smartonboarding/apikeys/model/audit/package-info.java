/** What is told about the audit trail, and the heads of it that people keep. */
@NullMarked
package com.smartonboarding.apikeys.model.audit;

import org.jspecify.annotations.NullMarked;
