@NullMarked
package com.smartonboarding.apikeys.cli.command.key;

import org.jspecify.annotations.NullMarked;
