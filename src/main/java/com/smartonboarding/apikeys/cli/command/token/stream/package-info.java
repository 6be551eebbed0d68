/** The stream of {@code verify}: lines that come in, what is known about their codes, and the answers that go out. */
@NullMarked
package com.smartonboarding.apikeys.cli.command.token.stream;

import org.jspecify.annotations.NullMarked;
