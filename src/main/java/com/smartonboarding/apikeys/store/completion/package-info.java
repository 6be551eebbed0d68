/** What TAB reads: unchecked rows, by plain JDBC, in a short time. */
@NullMarked
package com.smartonboarding.apikeys.store.completion;

import org.jspecify.annotations.NullMarked;
