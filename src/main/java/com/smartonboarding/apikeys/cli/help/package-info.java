/** Help screens, help topics, the texts of {@code --version}. */
@NullMarked
package com.smartonboarding.apikeys.cli.help;

import org.jspecify.annotations.NullMarked;
